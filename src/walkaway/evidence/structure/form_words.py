"""Words by which documents of a kind open, close and are cut, in the languages that Walkaway tells kinds in.

Rules of English read sentences; these words are forms, the same in every document of their kind. Each is a
piece of a regular expression, for use without regard to capitals.
"""

from __future__ import annotations

from typing import Final

from ..wordlist import one_of

SENDERS: Final = one_of("From  Von  De  Da  Van  Od  Från  Fra  От  보낸 ?사람")
DATELINE: Final = (  # "HALIFAX, Nova Scotia, Sept. 9 (Reuters) — "
    r"[A-ZÀ-Þ]{3}[A-ZÀ-Þ/. '’-]{0,30}(?:,?[ \u00a0](?:[A-Z][\w.]{1,15}|\d{1,4}\b|\([^()\n]{2,30}\))){0,5}"
    r"\s(?:—|–|--?)\s+(?=[A-ZÀ-Þ“‘\"'])"
)
"""Where and when a report was sent, before its first sentence."""
SUBJECTS: Final = one_of("Subject  Betreff  Objet  Asunto  Oggetto  Onderwerp  Temat  Ämne  Emne  Тема  제목")
SENT: Final = one_of("""
    Date  Sent  Datum  Gesendet  Date d['’]envoi  Envoyé  Enviado(?: el)?  Fecha  Inviato  Data  Verzonden
    Wysłano  Skickat  Sendt  Дата  Отправлено  보낸 ?날짜  날짜
""")
FIELDS: Final = one_of(rf"""
    {SENDERS}  {SENT}  {SUBJECTS}  To  Cc  Bcc  Reply-To  Importance  Attachments?  Message-ID  In-Reply-To
    References  MIME-Version  Content-[\w-]+  X-[\w-]+  Received  Return-Path
    An  Kopie  À  Para  A  Aan  Do  Till  Til  Кому  Копия  받는 ?사람
""")
WROTE: Final = one_of("""
    wrote  schrieb  a écrit  skrev  escribió  ha scritto  schreef  napisał(?:\\(a\\)|a)?
    написала?  пишет  작성
""")
DEAR: Final = one_of(r"""
    Dear  (?:Your )?Excellency  Ladies and Gentlemen  Gentlemen  To whom it may concern
    Sehr geehrte[rs]?  (?:Cher|Chère|Chers)  Madame  Monsieur  Mesdames  Messieurs  Estimad[oa]s?
    Distinguid[oa]s?  Gentil[ei]  Egregi[oa]?  Geachte  Уважаем\w{2}  Многоуважаем\w{2}  Szanown[aiy]\w?
""")
HELLOS: Final = one_of(rf"""
    {DEAR}  Hi  Hello  Hey  Good (?:morning|afternoon|evening)  Liebe[rs]?  Guten (?:Tag|Morgen)  Hallo
    Bonjour
    Hola  Querid[oa]s?  Buen(?:os|as) \w{{4,6}}  Ciao  Buongiorno  Здравствуй(?:те)?  Добрый день
    Дорог\w{{2}}
    Beste  Hej  Cześć  안녕하세요
""")
GOODBYES: Final = one_of(r"""
    (?:with )?(?:best|kind|warm|many|sincere)(?:est)?(?: (?:regards|wishes|thanks))?  regards
    thanks(?: again)?  thank you  cheers  sincerely(?: yours)?
    yours(?: (?:sincerely|faithfully|truly|ever))?
    respectfully(?: yours)?  (?:please )?accept, .{3,30}, the (?:renewed )?assurances? of .{3,60}
    all the best  cordially
    mit (?:freundlichen|besten) grüßen  (?:viele|beste|herzliche) grüße  hochachtungsvoll
    (?:bien )?cordialement  (?:veuillez|nous vous prions d['’])\s?agréer.{10,140}
    (?:meilleures|sincères) salutations
    atentamente  (?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?  cordiali saluti  distinti saluti
    с уважением  с наилучшими пожеланиями  met vriendelijke groet(?:en)?  z poważaniem
    vänliga hälsningar  드림
""")
MINUTES: Final = one_of("""
    minutes  protokoll  niederschrift  procès-verbal  compte[ -]rendu  acta  verbale  notulen  protokół
    протокол  회의록  notes? of (?:the |a )?meeting
    meeting (?:summary|notes)  (?:summary )?record of (?:the |a )?(?:meeting|discussions?|talks)
""")
POSITION: Final = one_of("""
    position  proposal  proposes  offer  text  counter(?:-?offer|-?proposal)?  ask  demand  draft  view
    comment  note  to (?:confirm|agree|check|discuss)
""")
PRESENT: Final = one_of("""
    present  in attendance  attendees  attendance  attending  members present  participants
    apologies(?: for absence)?  absent  anwesend(?:e)?
    teilnehmer(?:innen)?  teilnehmende  présents?  présent\\(?e\\)?s  étaient présents  asistentes
    presentes
    presenti  aanwezig  obecni  присутствовали  присутствуют  참석자
""")
MONTH_FORM: Final = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
"""A month as stamps and dates of records have it, in the languages that begin it so."""
ARTICLES: Final = one_of("Article  Art\\.  Artikel  Artículo  Articolo  Artykuł  Статья")
TREATIES: Final = one_of("""
    treaty  convention  protocol  accords?  pact  armistice  charter  cease-?fire  truce
    staatsvertrag  abkommen  übereinkommen  traité  tratado  convenio  trattato  договор  конвенция
""")
CONTRACTS: Final = one_of(r"""
    term ?sheet  heads of (?:terms|agreement)  summary of (?:\w+ )?terms  charter ?party  letter of intent
    agreement  contract  lease
    memorandum of understanding  \w{0,20}vertrag  vereinbarung  contrat  accord  bail  protocole d['’]accord
    contrato  acuerdo  contratto  accordo  umowa  договор  соглашение
""")
BODIES: Final = "(?:The|Le|La|Les|Der|Die|Das|El|Los|Las|Il|Lo)"
REASONS: Final = one_of("""
    Whereas  Recalling  Reaffirming  Noting  Recogni[sz]ing  Bearing in mind  Having  Considering  Determined
    Acting under  Expressing  Deeply  Gravely  Welcoming  Stressing  Emphasi[sz]ing  Underlining  Convinced
    Mindful  Concerned  Guided  Taking note  Affirming  Condemning  Deploring
    Rappelant  Réaffirmant  Notant  Considérant  Profondément  Gravement  Soulignant  Convaincu  Ayant
    Recordando  Reafirmando  Observando  Considerando  Profundamente  Subrayando  Convencido  Habiendo
    unter Hinweis  in Bekräftigung  feststellend  in tiefer  überzeugt  betonend  напоминая  подтверждая
    отмечая
""")
DECIDES: Final = one_of("""
    decides  demands  requests  calls (?:up)?on  calls for  urges  condemns  deplores  expresses
    reaffirms  affirms  welcomes  encourages  invites  endorses  recommends  reiterates  stresses
    emphasi[sz]es
    directs  authori[sz]es  declares  approves  commends  notes  recalls  underlines  underscores  supports
    takes note  acknowledges  recogni[sz]es  confirms  determines  establishes  appeals  instructs  resolves
    regrets  considers  insists  rejects  renews  extends  undertakes  adopts  proclaims  requires
    offers  pledges  commits  agrees  refuses  declines  opposes
    décide  exige  demande  prie  condamne  engage  invite  réaffirme  souligne  autorise  approuve
    recommande
    decide  pide  solicita  condena  insta  invita  reafirma  subraya  autoriza  aprueba  recomienda
    beschließt  verlangt  ersucht  fordert  verurteilt  bekräftigt  betont  ermächtigt  billigt  begrüßt
    постановляет  требует  просит  призывает  осуждает  подтверждает  подчеркивает
""")
