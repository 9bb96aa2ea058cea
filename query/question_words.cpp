#include "query/question_words.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

namespace entente::query {

namespace {

struct Entry {
  Part part;
  uint8_t id;
  std::string_view detail;
  std::string_view phrases;  // separated by '|'
};

constexpr Entry Quiet(std::string_view phrases) { return {Part::kQuiet, 0, "", phrases}; }
constexpr Entry Wh(WhWord id, std::string_view phrases) {
  return {Part::kWh, static_cast<uint8_t>(id), "", phrases};
}
constexpr Entry Aux(AuxWord id, std::string_view phrases) {
  return {Part::kAux, static_cast<uint8_t>(id), "", phrases};
}
constexpr Entry Verb(Deed id, std::string_view phrases) {
  return {Part::kVerb, static_cast<uint8_t>(id), "", phrases};
}
constexpr Entry Prep(Preposition id, std::string_view phrases) {
  return {Part::kPreposition, static_cast<uint8_t>(id), "", phrases};
}
constexpr Entry Noun(NounKind id, std::string_view detail, std::string_view phrases) {
  return {Part::kNoun, static_cast<uint8_t>(id), detail, phrases};
}
constexpr Entry Adj(Adjective id, std::string_view detail, std::string_view phrases) {
  return {Part::kAdjective, static_cast<uint8_t>(id), detail, phrases};
}

// Source: hand-written for this project; the schema's labels, types, kinds and statuses in English.
constexpr Entry kEntries[] = {
    {Part::kQuiet, kLeftAside, "",
     "earlier|older|private|public|only|new|formal|official|officially|formally|jointly"},
    Quiet("somebody|someone|anybody|anyone|the|a|an|anything|something|everything|please|me|us|"
          "there|ever|any|some|"
          "all|so "
          "far|known|we know|we have|do we know|do we have|have we got|we "
          "got|know|own|its|their|his|her|"
          "each of|of the|it|them|they|he|she|also|together|exist|exists|existed|existing|"
          "different|various|actually|just|that were|which were|who were|time|times|"
          "number|already|out|up|one|ones|kinds of thing|various|stand|stands|by date|"
          "sorted by date|ordered by date|in order of date|chronologically|"
          "in chronological order|oldest first|earliest first|with dates|"
          "with their dates|with the dates|and dates|so as|finally|eventually|yet"),
    {Part::kCommand, 0, "",
     "list|show|show me|give|give me|find|find me|tell me|tell us|name|can you tell me|could you "
     "tell me|"
     "do you know|i want to know|i would like to know|i d like to know|what about|display|print|"
     "i m looking for|i am looking for|looking for|i m searching for|search for|look for|look up|"
     "i m interested in|i am interested in|i am trying to find|i m trying to find|"
     "show all|list all|describe|tell me about|tell me more about|i need|let me see|get"},
    Wh(WhWord::kWho, "who|whom|who all|who else"),
    Wh(WhWord::kWhat, "what|what all|what else"),
    Wh(WhWord::kWhich,
       "which|which of|which of the|what are the|what were the|what is the|what was the|"
       "who are the|who were the"),
    Wh(WhWord::kWhen,
       "when|on what date|on which date|on which day|on what day|what date|which day|"
       "at what time|since when|in which year|in what year|what year|in which month"),
    Wh(WhWord::kWhere,
       "where|in which place|in what place|in which city|in what city|in which town|"
       "at which place|which city was|in which country was"),
    Wh(WhWord::kHowMany,
       "how many|what number of|what is the number of|the number of|number of|count|"
       "count the|how many of|how many different|what is the count of|how large is the number of"),
    Wh(WhWord::kHowOften, "how often|how many times|how frequently"),
    Wh(WhWord::kHow, "how"),
    Wh(WhWord::kWhose, "whose"),
    Wh(WhWord::kForWhom,
       "on whose behalf|whose behalf|for whom|on behalf of whom|on behalf of who|in whose name|for "
       "which|"
       "on behalf of which|in the name of whom|in the name of which"),
    Aux(AuxWord::kDo, "do|does|did|doing|done"),
    Aux(AuxWord::kBe, "is|are|was|were|be|been|being|am|s|used to be|formerly was|once was"),
    Aux(AuxWord::kHave, "has|have|had|having|got|gotten"),
    Aux(AuxWord::kWill, "will|would|shall|can|could|should|might"),

    Verb(
        Deed::kSign,
        "sign|signs|signed|signing|ink|inks|inked|inking|conclude|concludes|concluded|concluding|"
        "agree|"
        "agrees|agreed|agreed upon|make|makes|made|reach|"
        "reaches|reached|strike|strikes|struck|seal|seals|sealed|enter into|enters into|entered "
        "into|enter|"
        "entered|exchange|exchanged|put pen to paper|cooperate|cooperates|cooperated|co "
        "operate|co operates|"
        "work together|works together|partner with|partnered with|team up|teamed up|do "
        "business|sign up|"
        "sign up to|signed up to|put their names to|put its name to|put his name to|put her name "
        "to|put their name to|put its names to|put a name to|commit to|commits to|committed to|"
        "promise|promises|promised|pledge|pledges|pledged|undertake|undertakes|undertook|grant|"
        "grants|granted|sell|sells|sold|buy|buys|bought|purchase|purchased|supply|supplies|"
        "supplied|involved in|is involved in|are involved in|was involved in|were involved in|"
        "were party to|is party to|are party to|was party to|party to|parties "
        "to|ally|allied|finalise|finalised|"
        "finalize|finalized|close|closed|closing|made deals|put his signature to|put her signature "
        "to|"
        "put its signature to|put their signatures to|put his signature|put her signature|"
        "put their signature to|put their signature|put a signature to|set his signature to|"
        "set her signature to|set its signature to|set their signatures to|put his signature on|"
        "put her signature on|put its signature on|put their signature on|put their signatures on|"
        "come to an agreement|came to an agreement|come to agreement|came to agreement|"
        "come to an understanding|came to an understanding|come to terms|came to terms|"
        "reach agreement|reaches agreement|reached agreement|reach an agreement|"
        "reached an agreement|put its signature|put their signatures|affix their signatures|"
        "affixed their signatures to|"
        "signature of|signatures of|the signature of|the signatures of|bear the signature of|"
        "bears the signature of|carry the signature of|carries the signature of|bound by|"
        "is bound by|are bound by|bound to|award|awards|awarded|win|wins|won|clinch|clinches|"
        "clinched|secure|secures|secured|come out of|comes out of|came out of|"
        "emerge from|emerged from|result from|resulted from|the result of|the outcome of|"
        "shake hands on|shook hands on|hammer out|hammered out|get signed|got signed|"
        "get|gets"),
    Verb(Deed::kInitial, "initial|initials|initialled|initialed|initialling|initialing"),
    Verb(Deed::kWitness,
         "witness|witnesses|witnessed|witnessing|look on|looked on|watch|watched|"
         "oversee|oversaw|preside over|presided over"),
    Verb(Deed::kRatify, "ratify|ratifies|ratified|ratifying|approve|approves|approved"),
    Verb(Deed::kJoin,
         "join|joins|joined|joining|accede to|accedes to|acceded to|accede|acceded|become a member "
         "of|"
         "became a member of|became a party to|become a party to|became party to|become party to|"
         "became parties to|become parties to|adhere to|adhered to|sign on to|signed on to"),
    Verb(Deed::kWithdraw,
         "withdraw from|withdraws from|withdrew from|withdrawn "
         "from|withdraw|withdrew|withdrawn|leave|"
         "leaves|left|pull out of|pulled out of|quit|quits|exit|exited|walk out of|"
         "walked out of|pull out|pulled out|back out of|backs out of|backed out of|back out|"
         "backed out|opt out of|opted out of|drop out of|dropped out of|walk away from|"
         "walked away from|withdrawal from"),
    Verb(Deed::kRefuse,
         "refuse|refuses|refused|refusing|reject|rejects|rejected|decline|declined|turn down|"
         "turned down|block|blocked|snub|snubbed|spurn|spurned|balk at|balked at|say no to|"
         "said no to|says no to"),
    Verb(Deed::kAnnul,
         "annul|annuls|annulled|cancel the|end|ends|ended|terminate|terminates|terminated|revoke|"
         "revoked|denounce|denounced|scrap|scrapped|abandon|abandoned|drop|dropped|lapse|"
         "lapsed|expire|expires|expired|void|voided|cancel|cancels|cancelling|fall through|falls "
         "through|fell through|fallen through|collapse|collapses|collapsed|break off|broke off|"
         "broken off"),
    Verb(Deed::kEnterForce,
         "enter into force|enters into force|entered into force|come into force|comes into force|"
         "came into force|take effect|takes effect|took effect|come into effect|came into effect|"
         "go into effect|went into effect|become effective|became effective|taken effect|"
         "gone into effect|gone into force|go into force|went into force|entry into force|"
         "entered force|enter force|become law|became law"),
    Verb(Deed::kRenew, "renew|renews|renewed|renewing|extend|extends|extended|prolong|prolonged"),
    Verb(Deed::kAmend,
         "amend|amends|amended|amending|modify|modifies|modified|revise|revises|revised|change|"
         "changed"),
    Verb(Deed::kReplace,
         "replace|replaces|replaced|replacing|supersede|supersedes|superseded|succeed|succeeded"),
    Verb(Deed::kImplement, "implement|implements|implemented|carry out|carries out|carried out"),
    Verb(Deed::kMeet,
         "meet|meets|met|meeting with|meet with|meets with|met with|talk to|talked to|talk "
         "with|talked with|"
         "hold talks with|held talks with|see each other|sit down with|sat down with|"
         "speak with|spoke with|speak to|spoke to|met up with|hold talks|held talks|held meetings "
         "with|"
         "came together|come together"),
    Verb(Deed::kHost,
         "see|sees|saw|seen|host|hosts|hosted|hosting|organise|organised|organize|organized|"
         "convene|convened|receive|"
         "received"),
    Verb(Deed::kAttend,
         "attend|attends|attended|attending|take part|takes part|took part|taken part|take part in|"
         "takes part in|took part in|taken part in|taking part "
         "in|participate|participates|participated|"
         "participate in|participates in|participated in|participating in|go to|goes to|went to|"
         "be present at|was present at|were present at|present at|present|appear at|appeared at|"
         "was at|were at|visit|visited|visits|accompany|accompanies|accompanied|accompanying|"
         "travel with|travels with|travelled with|traveled with|came with|come with"),
    Verb(Deed::kSpeak,
         "speak at|spoke at|speaks at|speak|spoke|give a speech at|gave a speech "
         "at|address|addressed|"
         "led|lead|leads|chair|chaired|head|headed"),
    Verb(Deed::kTakePlace,
         "take place|takes place|took place|taken "
         "place|happen|happens|happened|occur|occurs|occurred|"
         "become of|became of|go on|went on|held|hold a meeting|lie|lies|located|situated|be "
         "held|was held|were held|is "
         "held|are held"),
    Verb(Deed::kRepresent,
         "represent|represents|represented|representing|act for|acts for|speak for|speaks "
         "for|spoke for|acted for|speak for|spoke "
         "for|"
         "stand for|stood for|act on behalf of|acted on behalf of|work for|works for|worked for|"
         "negotiate for|negotiated for|negotiate on behalf of|negotiated on behalf of|"
         "spoke on behalf of|speak on behalf of|speaks on behalf of|at the table for|"
         "be at the table for|was at the table for|were at the table for|sat at the table for|"
         "sit at the table for"),
    Verb(Deed::kHold,
         "hold|holds|hold the post of|holds the post of|held the post "
         "of|occupy|occupies|occupied|serve|"
         "serves|served|serve as|serves as|served as|hold the post|hold the office of|held the "
         "office of|"
         "held the office|held the post|hold the position of|held the position of|holds the office "
         "of|"
         "holds the position of|fill|filled|employ|employs|employed|fulfil|fulfilled|working "
         "as|act as|acted as|"
         "worked as|work as|works as"),
    Verb(Deed::kMention,
         "mention|mentions|mentioned|mentioning|report|reported|report on|reports on|reported on|"
         "report about|reported about|say|says|said|talk about|talks about|"
         "talked about|write about|writes about|wrote about|refer to|refers to|referred to|tell "
         "of|tells of|"
         "describe|describes|described|speak of|speaks of|spoke of|confirm|confirms|confirmed|"
         "prove|proves|proved|back|backs|support|supports|say about|discuss|discusses"),
    Verb(Deed::kConnect,
         "connect|connects|connected|connected to|connected with|link|links|linked|linked "
         "to|linked with|"
         "relate|relates|related|related to|relate to|relates to|joined up|tie|ties|tied|"
         "associated|associated with|connected to each other"),
    Verb(Deed::kBelong,
         "belong|belongs|belonged|belong to|belongs to|belonged to|be part of|is part of|are part "
         "of|"
         "part of"),

    Prep(Preposition::kWith, "with|alongside|together with|along with|against|vis a vis"),
    Prep(Preposition::kBetween,
         "between|among|amongst|involving|including|linking|involve|involves|"
         "that involve|that involves|which involve|which involves|to do with"),
    Prep(Preposition::kBy, "by|through"),
    Prep(Preposition::kFor,
         "for|on behalf of|in the name of|behalf of|on behalf|in behalf of|behalf"),
    Prep(Preposition::kBefore, "in the presence of|in presence of|under the eyes of"),
    Prep(Preposition::kOf, "of|within"),
    Prep(Preposition::kFrom, "from"),
    Prep(Preposition::kTo, "to|into|towards|and also to"),
    Prep(Preposition::kIn, "in|inside"),
    Prep(Preposition::kAt, "at|during|on the sidelines of|on the margins of"),
    Prep(Preposition::kOn, "on"),
    Prep(Preposition::kAbout,
         "about|regarding|concerning|covering|on the subject of|on the topic of|dealing "
         "with|related "
         "to the topic|in the field of|in the area of|on matters of|that cover|"
         "that concern|that deal with|cover|covers|concern|concerns|touching "
         "on|over|"
         "on the theme of|with the topic|with topic|on topic|with the subject|with the theme|"
         "whose topic is|whose subject is|whose theme is|tagged|tagged with"),
    Prep(Preposition::kPer,
         "per|each|every|by each|for each|for every|in each|in every|grouped by|group by|broken "
         "down by|break "
         "down by|"
         "split by|sorted by|a year by"),
    Prep(Preposition::kEachOther,
         "each other|one another|with each other|with one another|among themselves|"
         "between themselves|amongst themselves|to each other"),
    Prep(Preposition::kAs, "as"),
    Prep(Preposition::kUnder, "under"),
    Prep(Preposition::kThat, "that|whether|if|that have|that has|which have|which has"),
    Prep(Preposition::kHere,
         "by number of|by the number of|by count of|ranked by number of|in terms of"),

    Noun(NounKind::kPerson, "",
         "person|persons|people|individual|individuals|politician|politicians|diplomat|diplomats|"
         "official|officials|persons who"),
    Noun(NounKind::kPerson, "",
         "people "
         "who|delegate|delegates|envoy|envoys|representative|representatives|negotiator|"
         "negotiators"),
    Noun(NounKind::kCountry, "",
         "country|countries|state|states|nation|nations|government|governments"),
    Noun(NounKind::kMinistry, "",
         "ministry|ministries|department|departments|government department|"
         "government departments|government ministry|government ministries"),
    Noun(NounKind::kOrganization, "",
         "organisation|organisations|organization|organizations|body|bodies|institution|"
         "institutions|organ|entity|entities"),
    Noun(NounKind::kOrganization, "company",
         "company|companies|firm|firms|business|businesses|corporation|corporations|"
         "enterprise|enterprises|private companies|private company"),
    Noun(NounKind::kOrganization, "agency", "agency|agencies|authority|authorities"),
    Noun(NounKind::kOrganization, "university",
         "university|universities|academy|academies|college|colleges"),
    Noun(NounKind::kOrganization, "alliance", "alliance|alliances|bloc|blocs"),
    Noun(NounKind::kOrganization, "bank", "bank|banks"),
    Noun(NounKind::kOrganization, "parliament", "parliament|parliaments"),
    Noun(NounKind::kOrganization, "armed forces",
         "armed forces|army|armies|navy|navies|air force|air forces|military"),
    Noun(NounKind::kOrganization, "institute", "institute|institutes"),
    Noun(NounKind::kOrganization, "ngo", "ngo|ngos|charity|charities"),
    Noun(NounKind::kPartner, "",
         "partner|partners|counterpart|counterparts|other party|other parties|other side|"
         "other sides|signing partner|signing partners|treaty partner|treaty partners|"
         "partner country|partner countries|ally of|allies"),
    Noun(NounKind::kSignatory, "", "signatory|signatories|party|parties|signer|signers|sides|side"),
    Noun(NounKind::kSignatory, "member",
         "member|members|member state|member states|member country|member countries"),
    Noun(NounKind::kParticipant, "",
         "participant|participants|attendee|attendees|guest|guests|attendance"),
    Noun(NounKind::kAgreement, "",
         "agreement|agreements|accord|accords|deal|deals|pact|pacts|bargain|settlement|"
         "settlements|understanding|understandings|text|texts signed|compact|compacts|covenant|"
         "covenants|concordat|concordats|side letter|side letters"),
    Noun(NounKind::kAgreement, "agreement", "truce|truces|ceasefire|ceasefires"),
    Noun(NounKind::kAgreement, "arrangement", "arrangement|arrangements"),
    Noun(NounKind::kAgreement, "framework agreement", "framework agreement|framework agreements"),
    Noun(NounKind::kAgreement, "heads of agreement", "heads of agreement|heads of terms"),
    Noun(NounKind::kAgreement, "treaty", "treaty|treaties"),
    Noun(NounKind::kAgreement, "memorandum",
         "memorandum|memorandums|memoranda|memo|memos|mou|mous|memorandum of understanding|"
         "protocol of understanding|protocols of understanding|"
         "memoranda of understanding|memorandums of understanding|memorandum of understandings|m o "
         "u|m o us|letter of "
         "understanding|"
         "letters of understanding"),
    Noun(NounKind::kAgreement, "memorandum of cooperation",
         "memorandum of cooperation|memoranda of cooperation|memorandums of cooperation|"
         "memorandum of co operation|memoranda of co operation|moc|mocs"),
    Noun(NounKind::kAgreement, "memorandum of agreement",
         "memorandum of agreement|memoranda of agreement|moa|moas"),
    Noun(NounKind::kAgreement, "protocol", "protocol|protocols"),
    Noun(NounKind::kAgreement, "contract", "contract|contracts"),
    Noun(NounKind::kAgreement, "letter", "letter|letters"),
    Noun(NounKind::kAgreement, "letter of intent",
         "letter of intent|letters of intent|loi|lois|letter of interest|letters of interest|"
         "letter of commitment|letters of commitment|"
         "protocol of intent|protocols of intent|declaration of intent|declarations of intent"),
    Noun(NounKind::kAgreement, "letter of agreement",
         "letter of agreement|letters of agreement|letter of exchange|letters of exchange"),
    Noun(NounKind::kAgreement, "declaration",
         "declaration|declarations|joint declaration|joint declarations"),
    Noun(NounKind::kAgreement, "convention", "convention|conventions"),
    Noun(NounKind::kAgreement, "statement",
         "joint statement|joint statements|statement of principles|statements of principles"),
    Noun(NounKind::kAgreement, "statement of intent", "statement of intent|statements of intent"),
    Noun(NounKind::kAgreement, "minutes",
         "agreed minutes|minutes of discussion|minutes of the meeting|minutes of cooperation"),
    Noun(NounKind::kAgreement, "exchange of notes",
         "exchange of notes|exchanges of notes|exchange of letters|exchanges of letters"),
    Noun(NounKind::kAgreement, "terms of reference", "terms of reference"),
    Noun(NounKind::kAgreement, "code of conduct", "code of conduct|codes of conduct"),
    Noun(NounKind::kAgreement, "charter", "charter|charters"),
    // What an agreement ends, and no agreement itself.
    Noun(NounKind::kMatter, "",
         "dispute|disputes|war|wars|conflict|conflicts|fighting|row|quarrel|hostilities|crisis|"
         "stand off|standoff|feud"),
    Noun(NounKind::kEvent, "", "event|events|gathering|gatherings|occasion|occasions"),
    Noun(NounKind::kEvent, "talks",
         "talks|talk|negotiation|negotiations|consultations|discussions"),
    Noun(NounKind::kEvent, "meeting", "meeting|meetings"),
    Noun(NounKind::kEvent, "visit",
         "trip|trips|state visit|state visits|official visit|official visits"),
    Noun(NounKind::kEvent, "conference", "conference|conferences"),
    Noun(NounKind::kEvent, "workshop", "workshop|workshops|seminar|seminars"),
    Noun(NounKind::kEvent, "exercise", "exercise|exercises|drill|drills"),
    Noun(NounKind::kEvent, "ceremony", "ceremony|ceremonies|signing ceremony|signing ceremonies"),
    Noun(NounKind::kEvent, "summit", "summit|summits"),
    Noun(NounKind::kEvent, "call", "call|calls|phone call|phone calls|telephone call"),
    Noun(NounKind::kEvent, "signing", "signings"),
    Noun(NounKind::kPlace, "",
         "place|places|city|cities|town|towns|venue|venues|location|locations|capital|capitals"),
    Noun(NounKind::kTopic, "",
         "topic|topics|subject|subjects|issue|issues|theme|themes|field|fields|area|areas|"
         "matter|matters"),
    Noun(NounKind::kDocument, "",
         "document|documents|article|articles|source|sources|press release|press releases|"
         "news item|news items|report about it|papers|web page|web pages|reports|file|files|"
         "story|stories|news story|news stories|news article|news articles|news report|"
         "news reports|press report|press reports|publication|publications|coverage"),
    Noun(NounKind::kPost, "",
         "post|posts|position|positions|job|jobs|office|offices|title|titles|role|roles|post of|"
         "function|functions"),
    Noun(
        NounKind::kRank, "",
        "minister|ministers|president|presidents|secretary|secretaries|ambassador|ambassadors|"
        "chancellor|chancellors|premier|premiers|king|queen|director|directors|chairman|chairwoman|"
        "chair of|chief|chiefs|commander|commanders|governor|governors|mayor|mayors|ceo|"
        "chief executive|head of|heads of|leader|leaders|undersecretary|undersecretaries|"
        "commissioner|commissioners|general|generals|admiral|admirals|prime minister|"
        "prime ministers|vice president|vice presidents|secretary general|deputy|deputies|"
        "spokesman|spokeswoman|spokesperson|head of state|heads of state|head of government|"
        "heads of government"),
    Noun(NounKind::kYear, "", "year|years|year by year|yearly|annually"),
    Noun(NounKind::kMonth, "", "month|months|monthly"),
    Noun(NounKind::kDate, "",
         "date|dates|day|days|date of signature|signature date|signing date|date of signing|"
         "dates of signature"),
    Noun(NounKind::kKind, "",
         "kind|kinds|type|types|sort|sorts|kind of|kinds of|type of|types of|sort of|sorts of"),
    Noun(NounKind::kStatus, "", "status|statuses|state of play"),
    Noun(NounKind::kEvidence, "",
         "how do we know|how do you know|how is it known|"
         "evidence|proof|proofs|sentence|sentences|quote|quotes|quotation|quotations"),
    Noun(NounKind::kConnection, "",
         "connection|connections|link between|links between|path|chain|relation|relations|"
         "relationship|relationships|shortest path|shortest chain|tie between|ties between"),

    Adj(Adjective::kLatest, "", "latest|last|newest|most recent|most recently|recently|lately"),
    Adj(Adjective::kNewestFirst, "",
        "newest first|latest first|most recent first|starting with the latest|"
        "starting with the newest"),
    Adj(Adjective::kFirst, "", "first|earliest|oldest|at first"),
    Adj(Adjective::kMost, "",
        "most|the most|most often|most frequently|biggest number of|largest number of|"
        "highest number of|greatest number of|most active|most frequent|main|biggest|busiest|"
        "most important|most of the|the greatest number of"),
    Adj(Adjective::kTop, "", "top|leading"),
    Adj(Adjective::kFewest, "", "fewest|least|the fewest|least often|smallest number of"),
    Adj(Adjective::kStatus, "planned",
        "but not yet signed|but not signed|but never signed|but still not signed|"
        "planned|pending|upcoming|future|unsigned|forthcoming|still to be signed|"
        "not yet signed|to be signed|due to be signed|expected to be signed|"
        "set to be signed|going to be signed|yet to be signed"),
    Adj(Adjective::kStatus, "unratified",
        "waiting for ratification|awaiting ratification|waiting to be ratified|not yet ratified|"
        "not ratified|unratified|pending ratification|still to be ratified|yet to be ratified|"
        "not been ratified|not yet been ratified|due for ratification"),
    Adj(Adjective::kStatus, "announced",
        "announced|announced but never signed|announced but not signed|"
        "announced but not yet signed|only announced"),
    Adj(Adjective::kStatus, "signed",
        "not in force|not yet in force|still not in force|not yet entered into force|not entered "
        "into force|not yet come into force|not come into force|yet to enter into force|yet to "
        "come into force|not yet in effect|not in effect|not yet effective"),
    Adj(Adjective::kStatus, "planned", "postponed|put off|delayed|deferred"),
    Adj(Adjective::kStatus, "in force",
        "in force|in effect|valid|still in force|currently in force|effective"),
    Adj(Adjective::kPlanned, "",
        "plan to|plans to|planned to|planning to|due to|set to|expected to|going to|intend to|"
        "intends to|intended to|hope to|hopes to|hoping to|want to|wants to|about to|"
        "expect to|expects to|preparing to|prepare to|prepares to|scheduled to|plan|plans|"
        "planning|intend|is about to|are about to"),
    Adj(Adjective::kRefused, "",
        "refuse to|refuses to|refused to|decline to|declines to|declined to|failed to|fail to|"
        "refusing to|declining to"),
    Adj(Adjective::kParties, "=2", "bilateral|two party|two sided"),
    Adj(Adjective::kParties, ">2", "multilateral|multi party|many sided|multiparty"),
    Adj(Adjective::kCompare, ">", "more than"),
    Adj(Adjective::kCompare, ">=", "at least|no fewer than|no less than|or more"),
    Adj(Adjective::kCompare, "<", "fewer than|less than"),
    Adj(Adjective::kCompare, "<=", "at most|no more than|up to|or fewer|or less"),
    Adj(Adjective::kCompare, "=", "exactly"),
    Adj(Adjective::kCancelled, "", "cancelled|canceled|called off"),
    Adj(Adjective::kQualifier, "former", "former|ex|previous"),
    Adj(Adjective::kQualifier, "acting", "acting|interim"),
    Adj(Adjective::kQualifier, "current", "current|incumbent|sitting|present day"),
    Adj(Adjective::kQualifier, "designate", "designate|incoming"),
    Adj(Adjective::kBoth, "", "both"),
    Adj(Adjective::kEither, "", "either"),
    Adj(Adjective::kOther, "", "other|others|else|another|anyone else|anybody else"),
    Adj(Adjective::kHost, "", "host of|hosts of|organiser of|organizer of"),

    // The graph holds nothing of these; the detail says what it is, the id where they are words of
    // a subject like others: 1 before what it holds, 2 but for people.
    {Part::kUnknowable, 2, "who is a woman and who a man",
     "woman|women|man|men|female|females|male|males|girls|boys"},
    {Part::kUnknowable, 0, "who is meant by 'we'", "we|our|ours|us all"},
    {Part::kUnknowable, 0, "why something was done",
     "why|how come|for what reason|reason|reasons|motive|motives"},
    {Part::kUnknowable, 0, "what something costs or is worth",
     "how much|how expensive|worth|amount of money|how much money"},
    {Part::kUnknowable, 1, "what something costs or is worth", "cost|costs|price|prices"},
    {Part::kUnknowable, 1, "what stands in an agreement",
     "terms|provisions|clauses|clause|wording|content|contents|fine print"},
    {Part::kUnknowable, 0, "what stands in an agreement",
     "text of|full text|full text of|exact text|exact text of"},
    {Part::kUnknowable, 0, kCapacity,
     "in which capacity|in what capacity|in which function|in what function|in which role|"
     "in what role|in which post did|in what post did|in which office did|in what office did"},
    {Part::kUnknowable, 0, "who is at peace or at war with whom",
     "at peace|at war|at peace with|at war with"},
    {Part::kUnknowable, 0, kAveragesAndShares,
     "average|averages|on average|the average|an average|mean number|median|share of|the share of|"
     "what share of|percentage|percentages|percentage of|percent|percent of|per cent|per cent of|"
     "proportion|proportion of|ratio|ratio of|what fraction of|fraction of"},
    {Part::kUnknowable, 0, "who negotiated or mediated",
     "negotiate|negotiates|negotiated|negotiating|mediate|mediates|mediated|mediator|mediators|"
     "broker|brokers|brokered|brokering"},

    {Part::kConjunction, 0, "", "and|as well as|plus"},
    {Part::kConjunction, 1, "", "or"},
    {Part::kNot, 0, "",
     "not|never|no|without|didn t|doesn t|don t|hasn t|haven t|isn t|wasn t|weren t|nobody|none|"
     "nor|neither|cannot|except|but|but not|other than|apart from"},
};

using Table = std::unordered_map<std::string_view, Word>;

Table MakeTable() {
  Table table;
  for (const Entry& entry : kEntries) {
    std::string_view rest = entry.phrases;
    while (!rest.empty()) {
      size_t end = std::min(rest.find('|'), rest.size());
      table.emplace(rest.substr(0, end), Word{entry.part, entry.id, entry.detail});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return table;
}

}  // namespace

const Word* FindWord(std::string_view phrase) {
  static const Table table = MakeTable();
  auto found = table.find(phrase);
  return found == table.end() ? nullptr : &found->second;
}

std::vector<std::string_view> SingleWords() {
  std::vector<std::string_view> words;
  for (const Entry& entry : kEntries) {
    if (entry.part == Part::kUnknowable) continue;
    std::string_view rest = entry.phrases;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find('|'));
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
      if (word.find(' ') == std::string_view::npos) words.push_back(word);
    }
  }
  return words;
}

std::optional<std::string> AgreementKindCalled(std::string_view folded) {
  const Word* word = FindWord(folded);
  if (word == nullptr || word->part != Part::kNoun ||
      static_cast<NounKind>(word->id) != NounKind::kAgreement)
    return std::nullopt;
  return std::string(word->detail);
}

std::vector<std::string_view> AgreementNouns() {
  std::vector<std::string_view> nouns;
  for (const Entry& entry : kEntries) {
    if (entry.part != Part::kNoun || static_cast<NounKind>(entry.id) != NounKind::kAgreement)
      continue;
    nouns.push_back(entry.phrases.substr(0, entry.phrases.find('|')));
  }
  return nouns;
}

int MonthOf(std::string_view folded) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  for (size_t i = 0; i < kMonths.size(); ++i)
    if (folded == kMonths[i] || (folded.size() == 3 && kMonths[i].starts_with(folded)) ||
        (folded == "sept" && i == 8))
      return static_cast<int>(i + 1);
  return 0;
}

int NumberOf(std::string_view folded) {
  static constexpr std::array<std::string_view, 20> kNumbers = {
      "one",     "two",     "three",     "four",     "five",     "six",      "seven",
      "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen", "fourteen",
      "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
  for (size_t i = 0; i < kNumbers.size(); ++i)
    if (folded == kNumbers[i]) return static_cast<int>(i + 1);
  return 0;
}

}  // namespace entente::query
