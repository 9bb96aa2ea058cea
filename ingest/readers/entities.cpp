#include "ingest/readers/entities.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>

#include "graph/utf8.h"

namespace entente::ingest {

namespace {

// Named references of letters, punctuation and common symbols, each with its code point in
// hexadecimal; those of mathematics, which prose does not use, are left out.   Source: HTML
// Standard, section 13.5 "Named character references".
constexpr std::string_view kNames =
    "AElig=c6 AMP=26 Aacute=c1 Abreve=102 Acirc=c2 Acy=410 Agrave=c0 Alpha=391 Amacr=100 "
    "Aogon=104 ApplyFunction=2061 Aring=c5 Atilde=c3 Auml=c4 Bcy=411 Beta=392 Breve=2d8 "
    "CHcy=427 COPY=a9 Cacute=106 Ccaron=10c Ccedil=c7 Ccirc=108 Cdot=10a Cedilla=b8 "
    "CenterDot=b7 Chi=3a7 CloseCurlyDoubleQuote=201d CloseCurlyQuote=2019 Copf=2102 "
    "DJcy=402 DScy=405 DZcy=40f Dagger=2021 Dcaron=10e Dcy=414 Delta=394 "
    "DiacriticalAcute=b4 DiacriticalDot=2d9 DiacriticalDoubleAcute=2dd DiacriticalGrave=60 "
    "DiacriticalTilde=2dc Dot=a8 DotDot=20dc DoubleDot=a8 DoubleLeftArrow=21d0 "
    "DoubleRightArrow=21d2 DownArrow=2193 Dstrok=110 ENG=14a ETH=d0 Eacute=c9 Ecaron=11a "
    "Ecirc=ca Ecy=42d Edot=116 Egrave=c8 Emacr=112 Eogon=118 Epsilon=395 Eta=397 Euml=cb "
    "Fcy=424 FilledVerySmallSquare=25aa GJcy=403 GT=3e Gamma=393 Gbreve=11e Gcedil=122 "
    "Gcirc=11c Gcy=413 Gdot=120 GreaterEqual=2265 HARDcy=42a Hacek=2c7 Hat=5e Hcirc=124 "
    "Hfr=210c HilbertSpace=210b Hopf=210d Hscr=210b Hstrok=126 IEcy=415 IJlig=132 IOcy=401 "
    "Iacute=cd Icirc=ce Icy=418 Idot=130 Ifr=2111 Igrave=cc Im=2111 Imacr=12a Implies=21d2 "
    "InvisibleComma=2063 InvisibleTimes=2062 Iogon=12e Iota=399 Iscr=2110 Itilde=128 "
    "Iukcy=406 Iuml=cf Jcirc=134 Jcy=419 Jsercy=408 Jukcy=404 KHcy=425 KJcy=40c Kappa=39a "
    "Kcedil=136 Kcy=41a LJcy=409 LT=3c Lacute=139 Lambda=39b Laplacetrf=2112 Lcaron=13d "
    "Lcedil=13b Lcy=41b LeftArrow=2190 LeftRightArrow=2194 Leftarrow=21d0 Lmidot=13f "
    "Lscr=2112 Lstrok=141 Mcy=41c MediumSpace=205f Mu=39c NJcy=40a Nacute=143 Ncaron=147 "
    "Ncedil=145 Ncy=41d NegativeMediumSpace=200b NegativeThickSpace=200b "
    "NegativeThinSpace=200b NegativeVeryThinSpace=200b NewLine=a NoBreak=2060 "
    "NonBreakingSpace=a0 Nopf=2115 NotEqual=2260 Ntilde=d1 Nu=39d OElig=152 Oacute=d3 "
    "Ocirc=d4 Ocy=41e Odblac=150 Ograve=d2 Omacr=14c Omega=3a9 Omicron=39f "
    "OpenCurlyDoubleQuote=201c OpenCurlyQuote=2018 Oslash=d8 Otilde=d5 Ouml=d6 "
    "OverBar=203e Pcy=41f Phi=3a6 Pi=3a0 PlusMinus=b1 Poincareplane=210c Popf=2119 "
    "Prime=2033 Psi=3a8 QUOT=22 Qopf=211a REG=ae Racute=154 Rcaron=158 Rcedil=156 Rcy=420 "
    "Re=211c Rfr=211c Rho=3a1 RightArrow=2192 Rightarrow=21d2 Ropf=211d Rscr=211b "
    "SHCHcy=429 SHcy=428 SOFTcy=42c Sacute=15a Scaron=160 Scedil=15e Scirc=15c Scy=421 "
    "ShortDownArrow=2193 ShortLeftArrow=2190 ShortRightArrow=2192 ShortUpArrow=2191 "
    "Sigma=3a3 THORN=de TRADE=2122 TSHcy=40b TScy=426 Tab=9 Tau=3a4 Tcaron=164 Tcedil=162 "
    "Tcy=422 Theta=398 ThinSpace=2009 TildeTilde=2248 TripleDot=20db Tstrok=166 Uacute=da "
    "Ubrcy=40e Ubreve=16c Ucirc=db Ucy=423 Udblac=170 Ugrave=d9 Umacr=16a UnderBar=5f "
    "Uogon=172 UpArrow=2191 Upsi=3d2 Upsilon=3a5 Uring=16e Utilde=168 Uuml=dc Vcy=412 "
    "Verbar=2016 Vert=2016 VerticalLine=7c VeryThinSpace=200a Wcirc=174 Xi=39e YAcy=42f "
    "YIcy=407 YUcy=42e Yacute=dd Ycirc=176 Ycy=42b Yuml=178 ZHcy=416 Zacute=179 Zcaron=17d "
    "Zcy=417 Zdot=17b ZeroWidthSpace=200b Zeta=396 aacute=e1 abreve=103 acirc=e2 acute=b4 "
    "acy=430 aelig=e6 af=2061 agrave=e0 alpha=3b1 amacr=101 amp=26 angst=c5 aogon=105 "
    "ap=2248 apos=27 approx=2248 aring=e5 ast=2a asymp=2248 atilde=e3 auml=e4 "
    "backprime=2035 bcy=431 bdquo=201e beta=3b2 bigstar=2605 blacksquare=25aa bprime=2035 "
    "breve=2d8 brvbar=a6 bsemi=204f bsol=5c bull=2022 bullet=2022 cacute=107 caret=2041 "
    "caron=2c7 ccaron=10d ccedil=e7 ccirc=109 cdot=10b cedil=b8 cent=a2 centerdot=b7 "
    "chcy=447 check=2713 checkmark=2713 chi=3c7 cir=25cb circledR=ae colon=3a comma=2c "
    "commat=40 complexes=2102 copy=a9 copysr=2117 cross=2717 curren=a4 dagger=2020 "
    "darr=2193 dash=2010 dblac=2dd dcaron=10f dcy=434 ddagger=2021 deg=b0 delta=3b4 die=a8 "
    "div=f7 divide=f7 djcy=452 dollar=24 dot=2d9 downarrow=2193 dscy=455 dstrok=111 "
    "dzcy=45f eacute=e9 ecaron=11b ecirc=ea ecy=44d edot=117 egrave=e8 ell=2113 emacr=113 "
    "emsp=2003 emsp13=2004 emsp14=2005 eng=14b ensp=2002 eogon=119 epsi=3b5 epsilon=3b5 "
    "equals=3d eta=3b7 eth=f0 euml=eb euro=20ac excl=21 fcy=444 filig=fb01 fllig=fb02 "
    "frac12=bd frac14=bc frac34=be frasl=2044 gacute=1f5 gamma=3b3 gbreve=11f gcirc=11d "
    "gcy=433 gdot=121 ge=2265 geq=2265 gjcy=453 grave=60 gscr=210a gt=3e hairsp=200a "
    "half=bd hamilt=210b hardcy=44a harr=2194 hbar=210f hcirc=125 hellip=2026 horbar=2015 "
    "hslash=210f hstrok=127 hybull=2043 hyphen=2010 iacute=ed ic=2063 icirc=ee icy=438 "
    "iecy=435 iexcl=a1 igrave=ec ijlig=133 imacr=12b image=2111 imagline=2110 "
    "imagpart=2111 imath=131 incare=2105 infin=221e inodot=131 iocy=451 iogon=12f iota=3b9 "
    "iquest=bf it=2062 itilde=129 iukcy=456 iuml=ef jcirc=135 jcy=439 jsercy=458 jukcy=454 "
    "kappa=3ba kcedil=137 kcy=43a kgreen=138 khcy=445 kjcy=45c lArr=21d0 lacute=13a "
    "lagran=2112 lambda=3bb laquo=ab larr=2190 lbrace=7b lbrack=5b lcaron=13e lcedil=13c "
    "lcub=7b lcy=43b ldquo=201c ldquor=201e le=2264 leftarrow=2190 leftrightarrow=2194 "
    "leq=2264 ljcy=459 lmidot=140 lowbar=5f lpar=28 lrm=200e lsaquo=2039 lsqb=5b "
    "lsquo=2018 lsquor=201a lstrok=142 lt=3c macr=af mcy=43c mdash=2014 micro=b5 midast=2a "
    "middot=b7 minus=2212 mldr=2026 mu=3bc nacute=144 napos=149 naturals=2115 nbsp=a0 "
    "ncaron=148 ncedil=146 ncy=43d ndash=2013 ne=2260 njcy=45a nldr=2025 not=ac ntilde=f1 "
    "nu=3bd num=23 numero=2116 numsp=2007 oacute=f3 ocirc=f4 ocy=43e odblac=151 oelig=153 "
    "ogon=2db ograve=f2 ohm=3a9 oline=203e omacr=14d omega=3c9 omicron=3bf ordf=aa ordm=ba "
    "oslash=f8 otilde=f5 ouml=f6 para=b6 pcy=43f percnt=25 period=2e permil=2030 "
    "pertenk=2031 phi=3c6 phiv=3d5 pi=3c0 piv=3d6 planck=210f planckh=210e plankv=210f "
    "plus=2b plusmn=b1 pm=b1 pound=a3 prime=2032 primes=2119 psi=3c8 puncsp=2008 "
    "qprime=2057 quaternions=210d quest=3f quot=22 rArr=21d2 racute=155 raquo=bb rarr=2192 "
    "rationals=211a rbrace=7d rbrack=5d rcaron=159 rcedil=157 rcub=7d rcy=440 rdquo=201d "
    "rdquor=201d real=211c realine=211b realpart=211c reals=211d reg=ae rho=3c1 "
    "rightarrow=2192 ring=2da rlm=200f rpar=29 rsaquo=203a rsqb=5d rsquo=2019 rsquor=2019 "
    "rx=211e sacute=15b sbquo=201a scaron=161 scedil=15f scirc=15d scy=441 sect=a7 semi=3b "
    "shchcy=449 shcy=448 shy=ad sigma=3c3 sigmaf=3c2 sigmav=3c2 slarr=2190 softcy=44c "
    "sol=2f squarf=25aa squf=25aa srarr=2192 starf=2605 straightphi=3d5 strns=af sup1=b9 "
    "sup2=b2 sup3=b3 szlig=df tau=3c4 tcaron=165 tcedil=163 tcy=442 tdot=20db theta=3b8 "
    "thetasym=3d1 thetav=3d1 thickapprox=2248 thinsp=2009 thkap=2248 thorn=fe tilde=2dc "
    "times=d7 tprime=2034 trade=2122 tscy=446 tshcy=45b tstrok=167 uacute=fa uarr=2191 "
    "ubrcy=45e ubreve=16d ucirc=fb ucy=443 udblac=171 ugrave=f9 umacr=16b uml=a8 uogon=173 "
    "uparrow=2191 upsi=3c5 upsih=3d2 upsilon=3c5 uring=16f utilde=169 uuml=fc varphi=3d5 "
    "varpi=3d6 varsigma=3c2 vartheta=3d1 vcy=432 verbar=7c vert=7c wcirc=175 weierp=2118 "
    "wp=2118 xi=3be yacute=fd yacy=44f ycirc=177 ycy=44b yen=a5 yicy=457 yucy=44e yuml=ff "
    "zacute=17a zcaron=17e zcy=437 zdot=17c zeta=3b6 zhcy=436 zwj=200d zwnj=200c ";

// The longest name above; a longer run of letters is none.
constexpr size_t kMaxNameBytes = 32;

// References without a semicolon that browsers still read.   Source: as above; the part of it that
// prose has.
constexpr std::array<std::string_view, 8> kWithoutSemicolon = {"amp",  "copy", "gt",  "lt",
                                                               "nbsp", "quot", "reg", "shy"};

// What &#128; to &#159; mean: Windows-1252.   Source: HTML Standard, section 13.2.5.80.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

using NameTable = std::unordered_map<std::string_view, char32_t>;

const NameTable& Names() {
  static const NameTable kTable = [] {
    NameTable table;
    for (size_t at = 0; at < kNames.size();) {
      size_t equals = kNames.find('=', at);
      size_t end = kNames.find(' ', equals);
      char32_t value = 0;
      for (char c : kNames.substr(equals + 1, end - equals - 1)) {
        value = value * 16 + static_cast<char32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
      }
      table.emplace(kNames.substr(at, equals - at), value);
      at = end + 1;
    }
    return table;
  }();
  return kTable;
}

/// Appends the numeric reference at `text[at]` (past "&#"); returns the end, or 0 for none.
size_t AppendNumeric(std::string_view text, size_t at, std::string& out) {
  bool hex = at < text.size() && (text[at] == 'x' || text[at] == 'X');
  if (hex) ++at;
  size_t begin = at;
  char32_t value = 0;
  while (at < text.size()) {
    auto c = static_cast<unsigned char>(text[at]);
    if (!(hex ? std::isxdigit(c) : std::isdigit(c))) break;
    auto digit = static_cast<char32_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    if (value <= 0x10FFFF) value = value * (hex ? 16 : 10) + digit;
    ++at;
  }
  if (at == begin) return 0;
  if (at < text.size() && text[at] == ';') ++at;
  if (value >= 0x80 && value < 0xA0) value = kWindows1252[value - 0x80];
  bool bad = value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ||
             (value < 0x20 && value != '\t' && value != '\n');
  graph::AppendUtf8(out, bad ? U'\uFFFD' : value);
  return at;
}

}  // namespace

void AppendWithoutEntities(std::string_view text, std::string& out) {
  for (size_t at = 0; at < text.size();) {
    size_t mark = text.find('&', at);
    if (mark == std::string_view::npos) mark = text.size();
    out.append(text, at, mark - at);
    if (mark == text.size()) return;
    at = mark + 1;
    if (at < text.size() && text[at] == '#') {
      if (size_t end = AppendNumeric(text, at + 1, out)) {
        at = end;
        continue;
      }
    }
    size_t end = at;
    while (end < text.size() && end - at < kMaxNameBytes &&
           std::isalnum(static_cast<unsigned char>(text[end]))) {
      ++end;
    }
    std::string_view name = text.substr(at, end - at);
    bool closed = end < text.size() && text[end] == ';';
    auto found = Names().find(name);
    bool known = found != Names().end() &&
                 (closed || std::find(kWithoutSemicolon.begin(), kWithoutSemicolon.end(), name) !=
                                kWithoutSemicolon.end());
    if (known) {
      graph::AppendUtf8(out, found->second);
      at = end + (closed ? 1 : 0);
    } else {
      out += '&';
    }
  }
}

}  // namespace entente::ingest
