<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Accounts</name>
    <message>
        <source>%1 does not work</source>
        <translation>%1 funktioniert nicht</translation>
    </message>
    <message>
        <source>%1 works</source>
        <translation>%1 funktioniert</translation>
    </message>
    <message>
        <source>A sync uses it.</source>
        <translation>Ein Abgleich verwendet ihn.</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Zugänge</translation>
    </message>
    <message>
        <source>An account is one sign-in to a system. Its password or key rests in your system’s keyring, never in a file.</source>
        <translation>Ein Zugang ist eine Anmeldung an einem System. Sein Passwort oder Schlüssel liegt im Schlüsselbund Ihres Systems, nie in einer Datei.</translation>
    </message>
    <message>
        <source>Calls in the plan …</source>
        <translation>Aufrufe im Tarif …</translation>
    </message>
    <message>
        <source>Connect your first system</source>
        <translation>Verbinden Sie Ihr erstes System</translation>
    </message>
    <message>
        <source>Its password or key is removed from the keyring. The system itself is not touched.</source>
        <translation>Sein Passwort oder Schlüssel wird aus dem Schlüsselbund entfernt. Das System selbst wird nicht berührt.</translation>
    </message>
    <message>
        <source>New account</source>
        <translation>Neuer Zugang</translation>
    </message>
    <message>
        <source>No systems connected yet</source>
        <translation>Noch keine Systeme verbunden</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Remove the account</source>
        <translation>Zugang entfernen</translation>
    </message>
    <message>
        <source>Remove the account “%1”?</source>
        <translation>Den Zugang „%1“ entfernen?</translation>
    </message>
    <message>
        <source>Remove …</source>
        <translation>Entfernen …</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Sign in again …</source>
        <translation>Neu anmelden …</translation>
    </message>
    <message>
        <source>Signing in and reading one record …</source>
        <translation>Anmelden und einen Datensatz lesen …</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Prüfung abbrechen</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Testing %1</source>
        <translation>%1 wird geprüft</translation>
    </message>
    <message>
        <source>system connected</source>
        <translation>System verbunden</translation>
    </message>
    <message>
        <source>systems connected</source>
        <translation>Systeme verbunden</translation>
    </message>
</context>
<context>
    <name>Activity</name>
    <message>
        <source>Activity</source>
        <translation>Aktivitäten</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Find a sync</source>
        <translation>Abgleich suchen</translation>
    </message>
    <message>
        <source>Log …</source>
        <translation>Protokoll …</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>Noch keine Läufe</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Something waits</source>
        <translation>Etwas wartet</translation>
    </message>
    <message>
        <source>What each run did stands here, and each can be taken back.</source>
        <translation>Was jeder Lauf getan hat, steht hier, und jeder kann zurückgenommen werden.</translation>
    </message>
    <message>
        <source>With changes</source>
        <translation>Mit Änderungen</translation>
    </message>
    <message>
        <source>record written</source>
        <translation>Datensatz geschrieben</translation>
    </message>
    <message>
        <source>records written</source>
        <translation>Datensätze geschrieben</translation>
    </message>
    <message>
        <source>run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>Läufe</translation>
    </message>
</context>
<context>
    <name>AddSyncDialog</name>
    <message>
        <source>Add a sync from a file</source>
        <translation>Abgleich aus einer Datei hinzufügen</translation>
    </message>
    <message>
        <source>Add the sync “%1”?</source>
        <translation>Den Abgleich „%1“ hinzufügen?</translation>
    </message>
    <message>
        <source>Add this sync</source>
        <translation>Diesen Abgleich hinzufügen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Change the sync</source>
        <translation>Abgleich ändern</translation>
    </message>
    <message>
        <source>Change the sync “%1” as the file says?</source>
        <translation>Den Abgleich „%1“ so ändern, wie es in der Datei steht?</translation>
    </message>
    <message>
        <source>Connect a system …</source>
        <translation>System verbinden …</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Look at this first</source>
        <translation>Sehen Sie sich das zuerst an</translation>
    </message>
    <message>
        <source>Not connected yet</source>
        <translation>Noch nicht verbunden</translation>
    </message>
    <message>
        <source>One moment: both systems are asked whether the file fits them.</source>
        <translation>Einen Moment: Beide Systeme werden gefragt, ob die Datei zu ihnen passt.</translation>
    </message>
    <message>
        <source>The file speaks of %1. Connect it under this name, or write the name of yours into the file.</source>
        <translation>In der Datei geht es um %1. Verbinden Sie das System unter diesem Namen, oder schreiben Sie den Namen Ihres Systems in die Datei.</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
</context>
<context>
    <name>AlertRows</name>
    <message>
        <source>A plan waits for approval</source>
        <translation>Plänen, die auf Freigabe warten</translation>
    </message>
    <message>
        <source>A sign-in ends</source>
        <translation>Anmeldungen, die ablaufen</translation>
    </message>
    <message>
        <source>A sync failed</source>
        <translation>gescheiterten Läufen</translation>
    </message>
    <message>
        <source>A table changed, or both sides differ</source>
        <translation>geänderten Tabellen, Abweichungen</translation>
    </message>
    <message>
        <source>Change …</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Each message is posted there as JSON, too; empty: nowhere.</source>
        <translation>Jede Nachricht geht auch dorthin, als JSON; leer: nirgendwohin.</translation>
    </message>
    <message>
        <source>Hours until a sync counts as late</source>
        <translation>Stunden, nach denen ein Abgleich als verspätet gilt</translation>
    </message>
    <message>
        <source>Messages are about</source>
        <translation>Nachrichten gibt es zu</translation>
    </message>
    <message>
        <source>Messages need to be about something</source>
        <translation>Nachrichten brauchen einen Anlass</translation>
    </message>
    <message>
        <source>Nothing ran for too long</source>
        <translation>Abgleichen, die zu lange nicht liefen</translation>
    </message>
    <message>
        <source>One message at most in a quarter of an hour, each thing once, with what to do.</source>
        <translation>Höchstens eine Nachricht in einer Viertelstunde, jedes einmal, und mit dem, was zu tun ist.</translation>
    </message>
    <message>
        <source>Set up …</source>
        <translation>Einrichten …</translation>
    </message>
    <message>
        <source>So much later than it should have run. It needs the window or the service to be running.</source>
        <translation>So viel später, als er hätte laufen sollen. Dazu muss das Fenster oder der Dienst laufen.</translation>
    </message>
    <message>
        <source>Something waits for a decision</source>
        <translation>Entscheidungen, die anstehen</translation>
    </message>
    <message>
        <source>The last message could not be sent</source>
        <translation>Die letzte Nachricht konnte nicht gesendet werden</translation>
    </message>
    <message>
        <source>They name syncs, accounts and counts, never records.</source>
        <translation>Sie nennen Abgleiche, Zugänge und Anzahlen, nie Datensätze.</translation>
    </message>
    <message>
        <source>To send nothing, take away the e-mail and the web address.</source>
        <translation>Damit nichts gesendet wird, nehmen Sie die E-Mail und die Webadresse weg.</translation>
    </message>
    <message>
        <source>Too long is</source>
        <translation>Zu lange heißt</translation>
    </message>
    <message>
        <source>Web address</source>
        <translation>Webadresse</translation>
    </message>
    <message>
        <source>Web address for messages</source>
        <translation>Webadresse für Nachrichten</translation>
    </message>
    <message>
        <source>When you are not here</source>
        <translation>Wenn Sie nicht da sind</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>niemand</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Causes</source>
        <translation>Ursachen</translation>
    </message>
    <message>
        <source>Find a record or cause</source>
        <translation>Datensatz oder Ursache suchen</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>Nothing needs attention</source>
        <translation>Nichts zu klären</translation>
    </message>
    <message>
        <source>Records that wait for this</source>
        <translation>Datensätze, die darauf warten</translation>
    </message>
    <message>
        <source>Try all again</source>
        <translation>Alle noch einmal versuchen</translation>
    </message>
    <message>
        <source>When a system refuses a record, it is set aside here with the cause, and everything else goes on.</source>
        <translation>Wenn ein System einen Datensatz ablehnt, wird er hier mit der Ursache zurückgestellt, und alles andere geht weiter.</translation>
    </message>
    <message>
        <source>record is set aside</source>
        <translation>Datensatz ist zurückgestellt</translation>
    </message>
    <message>
        <source>records are set aside</source>
        <translation>Datensätze sind zurückgestellt</translation>
    </message>
    <message>
        <source>the rest goes on</source>
        <translation>der Rest geht weiter</translation>
    </message>
</context>
<context>
    <name>BackupRows</name>
    <message>
        <source>%1 opens.</source>
        <translation>%1 lässt sich öffnen.</translation>
    </message>
    <message>
        <source>%1 (%2 in all)</source>
        <translation>%1 (zusammen %2)</translation>
    </message>
    <message>
        <source>Another disk is safer: one that fails takes its backups along.</source>
        <translation>Eine andere Platte ist sicherer: Geht eine kaputt, gehen ihre Sicherungen mit.</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>Es wird gesichert</translation>
    </message>
    <message>
        <source>Backup written</source>
        <translation>Sicherung geschrieben</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Backups by themselves</source>
        <translation>Sicherungen von selbst</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Encrypted, and proved to open. Old ones go; some of each month stay.</source>
        <translation>Verschlüsselt und geprüft. Alte gehen; aus jedem Monat bleiben einige.</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>Aufbewahrt in</translation>
    </message>
    <message>
        <source>Make a new one</source>
        <translation>Einen neuen machen</translation>
    </message>
    <message>
        <source>Make a new one …</source>
        <translation>Neu machen …</translation>
    </message>
    <message>
        <source>Make a new recovery key?</source>
        <translation>Einen neuen Wiederherstellungsschlüssel machen?</translation>
    </message>
    <message>
        <source>Make one …</source>
        <translation>Einen machen …</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Neueste</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Opens backups when passphrase and keyring are lost, on another computer, too.</source>
        <translation>Öffnet Sicherungen, wenn Kennwortsatz und Schlüsselbund verloren sind, auch auf einem anderen Computer.</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>The last backup could not be made</source>
        <translation>Die letzte Sicherung konnte nicht gemacht werden</translation>
    </message>
    <message>
        <source>The one that you have written down then opens older backups only.</source>
        <translation>Der, den Sie aufgeschrieben haben, öffnet dann nur noch ältere Sicherungen.</translation>
    </message>
    <message>
        <source>Where backups are kept</source>
        <translation>Wo Sicherungen aufbewahrt werden</translation>
    </message>
    <message>
        <source>While the window or the service runs.</source>
        <translation>Solange das Fenster oder der Dienst läuft.</translation>
    </message>
    <message>
        <source>each day, before large runs</source>
        <translation>jeden Tag, vor großen Läufen</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>there is one</source>
        <translation>vorhanden</translation>
    </message>
</context>
<context>
    <name>CaseBody</name>
    <message>
        <source>Delete it in %1, too</source>
        <translation>Auch in %1 löschen</translation>
    </message>
    <message>
        <source>Keep it, and make it again in %1</source>
        <translation>Behalten und in %1 neu anlegen</translation>
    </message>
    <message>
        <source>The record, as both sides last agreed on it</source>
        <translation>Der Datensatz, wie beide Seiten zuletzt übereinstimmten</translation>
    </message>
    <message>
        <source>The rest of the record, for context</source>
        <translation>Der übrige Datensatz, zur Einordnung</translation>
    </message>
    <message>
        <source>Will be kept on both sides</source>
        <translation>Bleibt auf beiden Seiten</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>changed here</source>
        <translation>hier geändert</translation>
    </message>
    <message>
        <source>deleted here</source>
        <translation>hier gelöscht</translation>
    </message>
</context>
<context>
    <name>ChecksSection</name>
    <message>
        <source>At least</source>
        <translation>Mindestens</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Fields with rules: %1.</source>
        <translation>Felder mit Regeln: %1.</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längstens</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>Passt auf</translation>
    </message>
    <message>
        <source>No rules for this field</source>
        <translation>Keine Regeln für dieses Feld</translation>
    </message>
    <message>
        <source>No two records hold the same</source>
        <translation>Keine zwei Datensätze enthalten dasselbe</translation>
    </message>
    <message>
        <source>One of</source>
        <translation>Eines von</translation>
    </message>
    <message>
        <source>One that breaks a rule is held before it is written; blanks break none.</source>
        <translation>Einer, der eine Regel verletzt, wird vor dem Schreiben zurückgestellt; leere Werte verletzen keine.</translation>
    </message>
    <message>
        <source>Shortest</source>
        <translation>Kürzestens</translation>
    </message>
    <message>
        <source>What a value must look like</source>
        <translation>Wie ein Wert aussehen muss</translation>
    </message>
    <message>
        <source>a phone number</source>
        <translation>eine Telefonnummer</translation>
    </message>
    <message>
        <source>a web address</source>
        <translation>eine Webadresse</translation>
    </message>
    <message>
        <source>an e-mail address</source>
        <translation>eine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>number or date</source>
        <translation>Zahl oder Datum</translation>
    </message>
    <message>
        <source>regular expression</source>
        <translation>regulärer Ausdruck</translation>
    </message>
    <message>
        <source>values with commas between them</source>
        <translation>Werte, mit Kommas getrennt</translation>
    </message>
</context>
<context>
    <name>ConfirmDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>%1 is not the same in both systems</source>
        <translation>%1 ist nicht in beiden Systemen gleich</translation>
    </message>
    <message>
        <source>%1 others are settled and already carried</source>
        <translation>%1 andere sind geklärt und schon übertragen</translation>
    </message>
    <message>
        <source>%1 was changed in both systems</source>
        <translation>%1 wurde in beiden Systemen geändert</translation>
    </message>
    <message>
        <source>%1 was deleted in %2 and changed in %3</source>
        <translation>%1 wurde in %2 gelöscht und in %3 geändert</translation>
    </message>
    <message>
        <source>1 other is settled and already carried</source>
        <translation>1 anderes ist geklärt und schon übertragen</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>This record</source>
        <translation>Dieser Datensatz</translation>
    </message>
    <message>
        <source>field differs</source>
        <translation>Feld weicht ab</translation>
    </message>
    <message>
        <source>fields differ</source>
        <translation>Felder weichen ab</translation>
    </message>
    <message>
        <source>nothing is deleted until you decide</source>
        <translation>nichts wird gelöscht, bis Sie entscheiden</translation>
    </message>
</context>
<context>
    <name>ConflictRow</name>
    <message>
        <source>1, 2, or type another value</source>
        <translation>1, 2 oder einen anderen Wert eingeben</translation>
    </message>
    <message>
        <source>Put it back</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Will be kept: %1</source>
        <translation>Bleibt: %1</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>wie es war</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>never agreed so far</source>
        <translation>bisher nie übereinstimmend</translation>
    </message>
    <message>
        <source>not known since the restore</source>
        <translation>seit der Wiederherstellung nicht bekannt</translation>
    </message>
    <message>
        <source>was</source>
        <translation>war</translation>
    </message>
    <message>
        <source>will be blank on both sides</source>
        <translation>wird auf beiden Seiten leer</translation>
    </message>
    <message>
        <source>your own value</source>
        <translation>Ihr eigener Wert</translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Find a record or value</source>
        <translation>Datensatz oder Wert suchen</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>Keine Konflikte</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchgehen</translation>
    </message>
    <message>
        <source>Review %1</source>
        <translation>%1 durchgehen</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Where both sides changed the same field, you are asked here. Nothing is overwritten by guess.</source>
        <translation>Wo beide Seiten dasselbe Feld geändert haben, werden Sie hier gefragt. Nichts wird auf Verdacht überschrieben.</translation>
    </message>
    <message>
        <source>decided, carried with the next run</source>
        <translation>entschieden, wird mit dem nächsten Lauf übertragen</translation>
    </message>
    <message>
        <source>wait for you</source>
        <translation>warten auf Sie</translation>
    </message>
    <message>
        <source>waits for you</source>
        <translation>wartet auf Sie</translation>
    </message>
</context>
<context>
    <name>Core</name>
    <message>
        <source>&quot;{percent}% or {count}&quot;</source>
        <translation>&quot;{percent}% oder {count}&quot;</translation>
    </message>
    <message>
        <source>(line {name})</source>
        <translation>(Zeile {name})</translation>
    </message>
    <message>
        <source>({length} before)</source>
        <translation>(zuvor {length})</translation>
    </message>
    <message>
        <source>, by {words}</source>
        <translation>, von {words}</translation>
    </message>
    <message>
        <source>, several at once</source>
        <translation>, mehrere auf einmal</translation>
    </message>
    <message>
        <source>, such as {example}</source>
        <translation>, etwa {example}</translation>
    </message>
    <message>
        <source>, whichever is less</source>
        <translation>, was immer weniger ist</translation>
    </message>
    <message>
        <source>--set {key}={or}</source>
        <translation>--set {key}={or}</translation>
    </message>
    <message>
        <source>--set {name}=VALUE</source>
        <translation>--set {name}=WERT</translation>
    </message>
    <message>
        <source>--sign-in {value}</source>
        <translation>--sign-in {value}</translation>
    </message>
    <message>
        <source>0 means: no limit.</source>
        <translation>0 bedeutet: keine Grenze.</translation>
    </message>
    <message>
        <source>1 record</source>
        <translation>1 Datensatz</translation>
    </message>
    <message>
        <source>1:0 or 0:1</source>
        <translation>1:0 oder 0:1</translation>
    </message>
    <message>
        <source>2:1 or 1:2</source>
        <translation>2:1 oder 1:2</translation>
    </message>
    <message>
        <source>; archiving needs it</source>
        <translation>; das Archivieren braucht es</translation>
    </message>
    <message>
        <source>; did you mean “{near}”?</source>
        <translation>; meinten Sie „{near}“?</translation>
    </message>
    <message>
        <source>; less so: {join}</source>
        <translation>; weniger: {join}</translation>
    </message>
    <message>
        <source>; the cursor needs it</source>
        <translation>; das Feld der Änderungszeit wird gebraucht</translation>
    </message>
    <message>
        <source>; the filter needs it</source>
        <translation>; der Filter braucht es</translation>
    </message>
    <message>
        <source>; {times} to {times2} UTC</source>
        <translation>; {times} bis {times2} UTC</translation>
    </message>
    <message>
        <source>A .csv, a .xlsx, or a folder with such files</source>
        <translation>Eine .csv, eine .xlsx, oder ein Ordner mit solchen Dateien</translation>
    </message>
    <message>
        <source>A CSV file, an Excel workbook, or a folder with several of them</source>
        <translation>Eine CSV-Datei, eine Excel-Arbeitsmappe, oder ein Ordner mit mehreren davon</translation>
    </message>
    <message>
        <source>A CardDAV account needs url, username, password.</source>
        <translation>Ein CardDAV-Zugang braucht Adresse, Benutzername und Passwort.</translation>
    </message>
    <message>
        <source>A PEM file, if the server has its own</source>
        <translation>Eine PEM-Datei, wenn der Server eine eigene hat</translation>
    </message>
    <message>
        <source>A Tryton</source>
        <translation>Ein Tryton</translation>
    </message>
    <message>
        <source>A blank is filled from the other side. Where both are filled and differ you are asked.</source>
        <translation>Leeres wird von der anderen Seite gefüllt. Wo beide gefüllt sind und abweichen, werden Sie gefragt.</translation>
    </message>
    <message>
        <source>A copy to rehearse on.</source>
        <translation>Eine Kopie für den Probelauf.</translation>
    </message>
    <message>
        <source>A country by its two-letter code on one side and by its name on the other.</source>
        <translation>Ein Land mit seinem zweibuchstabigen Kürzel auf einer Seite und seinem Namen auf der anderen.</translation>
    </message>
    <message>
        <source>A delete in {other} deletes the whole record in {upper}, which other syncs are about, too; deletes = { {other2}_to_{side} = &quot;ignore&quot; } leaves it.</source>
        <translation>Ein Löschen in {other} löscht den ganzen Datensatz in {upper}, den auch andere Abgleiche betreffen; deletes = { {other2}_to_{side} = &quot;ignore&quot; } lässt ihn.</translation>
    </message>
    <message>
        <source>A delimiter is one character.</source>
        <translation>Ein Trennzeichen ist ein einzelnes Zeichen.</translation>
    </message>
    <message>
        <source>A file does not say what has changed.</source>
        <translation>Eine Datei sagt nicht, was sich geändert hat.</translation>
    </message>
    <message>
        <source>A file has no filter language.</source>
        <translation>Eine Datei hat keine Filtersprache.</translation>
    </message>
    <message>
        <source>A holds {step_words} only</source>
        <translation>A enthält nur {step_words}</translation>
    </message>
    <message>
        <source>A left-over file could not be removed</source>
        <translation>Eine übrig gebliebene Datei konnte nicht entfernt werden</translation>
    </message>
    <message>
        <source>A map from A&apos;s choices to B&apos;s; what is stored or what people read, both are understood. Where several become one of B, that one is read as the first of them.</source>
        <translation>Eine Zuordnung der Auswahlwerte von A zu denen von B; was gespeichert ist und was Menschen lesen, wird beides verstanden. Wo mehrere zu einem von B werden, wird dieser als der erste von ihnen gelesen.</translation>
    </message>
    <message>
        <source>A mapped field has changed in the system</source>
        <translation>Ein verknüpftes Feld hat sich im System geändert</translation>
    </message>
    <message>
        <source>A new link needs the records of both sides.</source>
        <translation>Eine neue Verbindung braucht die Datensätze beider Seiten.</translation>
    </message>
    <message>
        <source>A new row needs a value in its key column “{key}”. Map that column, or remove the account&apos;s setting “key” so that the program numbers the rows itself.</source>
        <translation>Eine neue Zeile braucht einen Wert in ihrer Schlüsselspalte „{key}“. Verknüpfen Sie diese Spalte, oder entfernen Sie die Einstellung „key“ des Zugangs, damit das Programm die Zeilen selbst nummeriert.</translation>
    </message>
    <message>
        <source>A new sync “{name}” between {sides} and {sides2}, with {len} fields.</source>
        <translation>Ein neuer Abgleich „{name}“ zwischen {sides} und {sides2}, mit {len} Feldern.</translation>
    </message>
    <message>
        <source>A part of the workspace&apos;s database is damaged.</source>
        <translation>Ein Teil der Datenbank des Arbeitsbereichs ist beschädigt.</translation>
    </message>
    <message>
        <source>A quotation mark in line {first} is never closed.</source>
        <translation>Ein Anführungszeichen in Zeile {first} wird nie geschlossen.</translation>
    </message>
    <message>
        <source>A record can be made, and is kept as it was sent.</source>
        <translation>Ein Datensatz kann angelegt werden und bleibt, wie er geschickt wurde.</translation>
    </message>
    <message>
        <source>A record can&apos;t be linked: it is already linked to another one.</source>
        <translation>Ein Datensatz kann nicht verbunden werden: Er ist schon mit einem anderen verbunden.</translation>
    </message>
    <message>
        <source>A record in {upper} has room for one. Delete the other one, or leave this one aside.</source>
        <translation>Ein Datensatz in {upper} hat Platz für einen. Löschen Sie den anderen, oder lassen Sie diesen beiseite.</translation>
    </message>
    <message>
        <source>A record was made, and deleted again.</source>
        <translation>Ein Datensatz wurde angelegt und wieder gelöscht.</translation>
    </message>
    <message>
        <source>A record was made, but its answer does not name it: look for it in the system.</source>
        <translation>Ein Datensatz wurde angelegt, aber die Antwort nennt ihn nicht: Suchen Sie ihn im System.</translation>
    </message>
    <message>
        <source>A rehearsal</source>
        <translation>Ein Probelauf</translation>
    </message>
    <message>
        <source>A rehearsal changes no accounts.</source>
        <translation>Ein Probelauf ändert keine Zugänge.</translation>
    </message>
    <message>
        <source>A rehearsal pauses no accounts.</source>
        <translation>Ein Probelauf hält keine Zugänge an.</translation>
    </message>
    <message>
        <source>A rehearsal removes no accounts.</source>
        <translation>Ein Probelauf entfernt keine Zugänge.</translation>
    </message>
    <message>
        <source>A rehearsal signs nobody in.</source>
        <translation>Ein Probelauf meldet niemanden an.</translation>
    </message>
    <message>
        <source>A rehearsal takes no accounts.</source>
        <translation>Ein Probelauf nimmt keine Zugänge an.</translation>
    </message>
    <message>
        <source>A rehearsal&apos;s files could not be removed</source>
        <translation>Die Dateien eines Probelaufs konnten nicht entfernt werden</translation>
    </message>
    <message>
        <source>A run was taken back: “{names}” and “{names2}” differ here until one of them is edited.</source>
        <translation>Ein Lauf wurde zurückgenommen: „{names}“ und „{names2}“ weichen hier ab, bis eines von beiden geändert wird.</translation>
    </message>
    <message>
        <source>A sandbox or a proxy, instead of the address</source>
        <translation>Eine Testumgebung oder ein Proxy, statt der Adresse</translation>
    </message>
    <message>
        <source>A sync of this workspace</source>
        <translation>Ein Abgleich dieses Arbeitsbereichs</translation>
    </message>
    <message>
        <source>A token or a secret is needed.</source>
        <translation>Ein Token oder Geheimnis wird gebraucht.</translation>
    </message>
    <message>
        <source>A user of its own for the sync is best</source>
        <translation>Am besten ein eigener Benutzer für den Abgleich</translation>
    </message>
    <message>
        <source>A user of its own for the sync is best: its changes are told apart then</source>
        <translation>Am besten ein eigener Benutzer für den Abgleich: Seine Änderungen sind dann zu unterscheiden</translation>
    </message>
    <message>
        <source>A view can’t have such triggers.</source>
        <translation>Eine Sicht kann solche Trigger nicht haben.</translation>
    </message>
    <message>
        <source>A view tells of no changes; the sync runs by its interval.</source>
        <translation>Eine Sicht meldet keine Änderungen; der Abgleich läuft nach seinem Abstand.</translation>
    </message>
    <message>
        <source>A write blanks other fields: {join}.</source>
        <translation>Ein Schreiben leert andere Felder: {join}.</translation>
    </message>
    <message>
        <source>A write leaves the other fields alone.</source>
        <translation>Ein Schreiben lässt die anderen Felder in Ruhe.</translation>
    </message>
    <message>
        <source>A write over somebody else&apos;s change goes through!</source>
        <translation>Ein Schreiben über die Änderung eines anderen geht durch!</translation>
    </message>
    <message>
        <source>A write over somebody else&apos;s change is refused {by}.</source>
        <translation>Ein Schreiben über die Änderung eines anderen wird abgelehnt {by}.</translation>
    </message>
    <message>
        <source>A write was refused: {words}</source>
        <translation>Ein Schreiben wurde abgelehnt: {words}</translation>
    </message>
    <message>
        <source>A&apos;s choice</source>
        <translation>Auswahlwert von A</translation>
    </message>
    <message>
        <source>A&apos;s value was taken</source>
        <translation>der Wert von A wurde genommen</translation>
    </message>
    <message>
        <source>A&apos;s words for yes and no; &quot;&quot; for blank</source>
        <translation>Wörter von A für ja und nein; &quot;&quot; für leer</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>API token</source>
        <translation>API-Token</translation>
    </message>
    <message>
        <source>API version</source>
        <translation>API-Version</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Zugriffstoken</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address of the card</source>
        <translation>Adresse der Karte</translation>
    </message>
    <message>
        <source>Airtable</source>
        <translation>Airtable</translation>
    </message>
    <message>
        <source>All records are paired anew, and nothing is written until you approve that.</source>
        <translation>Alle Datensätze werden neu zugeordnet, und nichts wird geschrieben, bis Sie das freigeben.</translation>
    </message>
    <message>
        <source>Allow it in the client&apos;s settings in the system.</source>
        <translation>Erlauben Sie es im System in den Einstellungen des Clients.</translation>
    </message>
    <message>
        <source>Allow this user to read the file and its folder.</source>
        <translation>Erlauben Sie diesem Benutzer, die Datei und ihren Ordner zu lesen.</translation>
    </message>
    <message>
        <source>Allow writing to the file and its folder, or sync one way.</source>
        <translation>Erlauben Sie das Schreiben in die Datei und ihren Ordner, oder gleichen Sie in eine Richtung ab.</translation>
    </message>
    <message>
        <source>An Odoo</source>
        <translation>Ein Odoo</translation>
    </message>
    <message>
        <source>An address book has no filters of its own.</source>
        <translation>Ein Adressbuch hat keine eigenen Filter.</translation>
    </message>
    <message>
        <source>An operation that is not in the journal can&apos;t be settled.</source>
        <translation>Ein Schritt, der nicht im Journal steht, kann nicht abgeschlossen werden.</translation>
    </message>
    <message>
        <source>Another card of the address book has the same UID.</source>
        <translation>Eine andere Karte des Adressbuchs hat dieselbe UID.</translation>
    </message>
    <message>
        <source>Another program is using the workspace&apos;s database.</source>
        <translation>Ein anderes Programm benutzt die Datenbank des Arbeitsbereichs.</translation>
    </message>
    <message>
        <source>Another program is writing to the database file.</source>
        <translation>Ein anderes Programm schreibt in die Datenbankdatei.</translation>
    </message>
    <message>
        <source>Another program may have it; else look at the certificate’s file.</source>
        <translation>Vielleicht hat ihn ein anderes Programm; sehen Sie sonst nach der Datei des Zertifikats.</translation>
    </message>
    <message>
        <source>Another record of {where} has the same {names}.</source>
        <translation>Ein anderer Datensatz von {where} hat dasselbe {names}.</translation>
    </message>
    <message>
        <source>Another row has the same “{key}” already.</source>
        <translation>Eine andere Zeile hat schon dasselbe „{key}“.</translation>
    </message>
    <message>
        <source>Any REST system</source>
        <translation>Anderes REST-System</translation>
    </message>
    <message>
        <source>Any system with a JSON interface, described by a manifest file; it also asks for what the manifest asks for</source>
        <translation>Ein beliebiges System mit JSON-Schnittstelle, beschrieben durch eine Manifest-Datei; gefragt wird auch, wonach das Manifest fragt</translation>
    </message>
    <message>
        <source>App</source>
        <translation>App</translation>
    </message>
    <message>
        <source>App secret</source>
        <translation>Geheimnis der App</translation>
    </message>
    <message>
        <source>As you sign in there</source>
        <translation>Wie Sie sich dort anmelden</translation>
    </message>
    <message>
        <source>Ask for access, or use another account.</source>
        <translation>Bitten Sie um Zugriff, oder nehmen Sie einen anderen Zugang.</translation>
    </message>
    <message>
        <source>Ask for changes</source>
        <translation>Nach Änderungen fragen</translation>
    </message>
    <message>
        <source>Ask for the permission, or use another account.</source>
        <translation>Bitten Sie um das Recht, oder nehmen Sie einen anderen Zugang.</translation>
    </message>
    <message>
        <source>Ask its owner for permission to read and write the file and its folder.</source>
        <translation>Bitten Sie den Besitzer um das Recht, die Datei und ihren Ordner zu lesen und zu schreiben.</translation>
    </message>
    <message>
        <source>Audience</source>
        <translation>Zielgruppe</translation>
    </message>
    <message>
        <source>B = A × factor</source>
        <translation>B = A × Faktor</translation>
    </message>
    <message>
        <source>B holds {step_words} only</source>
        <translation>B enthält nur {step_words}</translation>
    </message>
    <message>
        <source>B&apos;s choice; one line each</source>
        <translation>Auswahlwert von B; eine Zeile für jeden</translation>
    </message>
    <message>
        <source>B&apos;s value was taken</source>
        <translation>der Wert von B wurde genommen</translation>
    </message>
    <message>
        <source>B&apos;s words for yes and no; &quot;&quot; for blank</source>
        <translation>Wörter von B für ja und nein; &quot;&quot; für leer</translation>
    </message>
    <message>
        <source>Base</source>
        <translation>Base</translation>
    </message>
    <message>
        <source>Basic {text}</source>
        <translation>Basic {text}</translation>
    </message>
    <message>
        <source>Bearer {token}</source>
        <translation>Bearer {token}</translation>
    </message>
    <message>
        <source>Both sides are the same table. Choose another one on the right.</source>
        <translation>Beide Seiten sind dieselbe Tabelle. Wählen Sie rechts eine andere.</translation>
    </message>
    <message>
        <source>By its id{more}; one that is not there is answered with HTTP {status}.</source>
        <translation>An seiner Kennung{more}; einer, den es nicht gibt, wird mit HTTP {status} beantwortet.</translation>
    </message>
    <message>
        <source>CAPITALS</source>
        <translation>GROSSBUCHSTABEN</translation>
    </message>
    <message>
        <source>CSV and Excel files</source>
        <translation>CSV- und Excel-Dateien</translation>
    </message>
    <message>
        <source>CardDAV address book</source>
        <translation>CardDAV-Adressbuch</translation>
    </message>
    <message>
        <source>Cell {column_letters}{line} holds a formula; it is not overwritten.</source>
        <translation>Zelle {column_letters}{line} enthält eine Formel; sie wird nicht überschrieben.</translation>
    </message>
    <message>
        <source>Cells are merged in the data: {column_letters}{top} to {column_letters2}{low}.</source>
        <translation>In den Daten sind Zellen verbunden: {column_letters}{top} bis {column_letters2}{low}.</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Zertifizierungsstelle</translation>
    </message>
    <message>
        <source>Change one of the two, or merge them if they are the same thing; then it goes on by itself.</source>
        <translation>Ändern Sie einen der beiden, oder führen Sie sie zusammen, wenn sie dasselbe sind; dann geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>Change the address to {scheme}://{hostname}.</source>
        <translation>Ändern Sie die Adresse in {scheme}://{hostname}.</translation>
    </message>
    <message>
        <source>Check --workspace.</source>
        <translation>Prüfen Sie --workspace.</translation>
    </message>
    <message>
        <source>Check DESKTOP_SYNC_PASSPHRASE, or the entry “desktop-sync” in the system&apos;s keyring.</source>
        <translation>Prüfen Sie DESKTOP_SYNC_PASSPHRASE oder den Eintrag „desktop-sync“ im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>Check address and port, and that the system is running.</source>
        <translation>Prüfen Sie Adresse und Port, und ob das System läuft.</translation>
    </message>
    <message>
        <source>Check host and port in the address, and that the server is running.</source>
        <translation>Prüfen Sie Rechner und Port in der Adresse, und ob der Server läuft.</translation>
    </message>
    <message>
        <source>Check its access rights in Tryton.</source>
        <translation>Prüfen Sie seine Zugriffsrechte in Tryton.</translation>
    </message>
    <message>
        <source>Check its name and port.</source>
        <translation>Prüfen Sie Namen und Port.</translation>
    </message>
    <message>
        <source>Check its name in the address.</source>
        <translation>Prüfen Sie seinen Namen in der Adresse.</translation>
    </message>
    <message>
        <source>Check its name, and that its app is installed.</source>
        <translation>Prüfen Sie den Namen, und ob die App installiert ist.</translation>
    </message>
    <message>
        <source>Check its name, and that its module is installed.</source>
        <translation>Prüfen Sie den Namen, und ob das Modul installiert ist.</translation>
    </message>
    <message>
        <source>Check its settings, or sign in again.</source>
        <translation>Prüfen Sie seine Einstellungen, oder melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>Check that the drive is connected and in order.</source>
        <translation>Prüfen Sie, ob das Laufwerk verbunden und in Ordnung ist.</translation>
    </message>
    <message>
        <source>Check that the host’s name is the one in the server’s certificate, and name its authority’s file, or the certificate’s own, in “ca_file”. Behind the address, ?sslmode=require takes any certificate, and ?sslmode=disable sends everything in clear.</source>
        <translation>Prüfen Sie, dass der Name des Hosts der im Zertifikat des Servers ist, und nennen Sie in „ca_file“ die Datei der Stelle, die es ausstellt, oder die des Zertifikats selbst. Hinter der Adresse nimmt ?sslmode=require jedes Zertifikat, und ?sslmode=disable sendet alles unverschlüsselt.</translation>
    </message>
    <message>
        <source>Check that you may write to the workspace&apos;s folder and that its disk works, then try again.</source>
        <translation>Prüfen Sie, ob Sie in den Ordner des Arbeitsbereichs schreiben dürfen und ob die Festplatte arbeitet, dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Check the account&apos;s settings, and its permissions.</source>
        <translation>Prüfen Sie die Einstellungen des Zugangs und seine Rechte.</translation>
    </message>
    <message>
        <source>Check the account&apos;s settings, and that the manifest fits this version of the system.</source>
        <translation>Prüfen Sie die Einstellungen des Zugangs, und ob das Manifest zu dieser Version des Systems passt.</translation>
    </message>
    <message>
        <source>Check the account&apos;s settings.</source>
        <translation>Prüfen Sie die Einstellungen des Zugangs.</translation>
    </message>
    <message>
        <source>Check the address and the internet connection.</source>
        <translation>Prüfen Sie die Adresse und die Internetverbindung.</translation>
    </message>
    <message>
        <source>Check the address, and whether a proxy or a sign-in page stands in between.</source>
        <translation>Prüfen Sie die Adresse, und ob ein Proxy oder eine Anmeldeseite dazwischensteht.</translation>
    </message>
    <message>
        <source>Check the address.</source>
        <translation>Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>Check the address. If the system has an authority of its own, name its file in “ca_file”.</source>
        <translation>Prüfen Sie die Adresse. Hat das System eine eigene Zertifizierungsstelle, nennen Sie deren Datei.</translation>
    </message>
    <message>
        <source>Check the client and its redirect address.</source>
        <translation>Prüfen Sie den Client und seine Rücksprungadresse.</translation>
    </message>
    <message>
        <source>Check the client and its secret.</source>
        <translation>Prüfen Sie den Client und sein Geheimnis.</translation>
    </message>
    <message>
        <source>Check the computer&apos;s proxy settings.</source>
        <translation>Prüfen Sie die Proxy-Einstellungen des Rechners.</translation>
    </message>
    <message>
        <source>Check the filter and the table.</source>
        <translation>Prüfen Sie den Filter und die Tabelle.</translation>
    </message>
    <message>
        <source>Check the last part of the address, after the slash.</source>
        <translation>Prüfen Sie den letzten Teil der Adresse, nach dem Schrägstrich.</translation>
    </message>
    <message>
        <source>Check the name, that the module is installed, and the user&apos;s access rights.</source>
        <translation>Prüfen Sie den Namen, ob das Modul installiert ist, und die Zugriffsrechte des Benutzers.</translation>
    </message>
    <message>
        <source>Check the path, and the sign-in.</source>
        <translation>Prüfen Sie den Pfad und die Anmeldung.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>Check the path. A relative one starts at the folder that the program was started in.</source>
        <translation>Prüfen Sie den Pfad. Ein relativer beginnt bei dem Ordner, in dem das Programm gestartet wurde.</translation>
    </message>
    <message>
        <source>Check the user name, or give the address of one address book as “url”.</source>
        <translation>Prüfen Sie den Benutzernamen, oder geben Sie als Adresse die eines Adressbuchs an.</translation>
    </message>
    <message>
        <source>Check the user&apos;s access rights in Odoo.</source>
        <translation>Prüfen Sie die Rechte des Benutzers in Odoo.</translation>
    </message>
    <message>
        <source>Check the user&apos;s access rights in Tryton.</source>
        <translation>Prüfen Sie die Zugriffsrechte des Benutzers in Tryton.</translation>
    </message>
    <message>
        <source>Check the user&apos;s sessions there.</source>
        <translation>Prüfen Sie dort die Sitzungen des Benutzers.</translation>
    </message>
    <message>
        <source>Check user name and API key. Keys end after three months at most: make a new one in Odoo.</source>
        <translation>Prüfen Sie Benutzername und API-Schlüssel. Schlüssel enden nach spätestens drei Monaten: Erstellen Sie in Odoo einen neuen.</translation>
    </message>
    <message>
        <source>Check user name and password, or sign in again.</source>
        <translation>Prüfen Sie Benutzername und Passwort, oder melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>Check user name and password.</source>
        <translation>Prüfen Sie Benutzername und Passwort.</translation>
    </message>
    <message>
        <source>Check user name and password. With two-step sign-in, the server makes an app password for you.</source>
        <translation>Prüfen Sie Benutzername und Passwort. Bei Anmeldung in zwei Schritten erstellt der Server Ihnen ein App-Passwort.</translation>
    </message>
    <message>
        <source>Check “url” and “database”.</source>
        <translation>Prüfen Sie Adresse und Datenbank.</translation>
    </message>
    <message>
        <source>Check “url” and “database”. Odoo&apos;s hosted plans offer the API with “Custom” only.</source>
        <translation>Prüfen Sie Adresse und Datenbank. Odoos gehostete Tarife bieten die API nur mit „Custom“.</translation>
    </message>
    <message>
        <source>Check “url”.</source>
        <translation>Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>Check “url”: it is the server&apos;s, or that of one address book as its settings show it.</source>
        <translation>Prüfen Sie die Adresse: Es ist die des Servers, oder die eines Adressbuchs, wie seine Einstellungen sie zeigen.</translation>
    </message>
    <message>
        <source>Choose another file; encrypted ones can’t be opened.</source>
        <translation>Wählen Sie eine andere Datei; verschlüsselte können nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>Wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>Choose another name, or remove the old account first.</source>
        <translation>Wählen Sie einen anderen Namen, oder entfernen Sie zuerst den alten Zugang.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Choose another table.</source>
        <translation>Wählen Sie eine andere Tabelle.</translation>
    </message>
    <message>
        <source>Choose another, or name it so again.</source>
        <translation>Wählen Sie ein anderes, oder nennen Sie es wieder so.</translation>
    </message>
    <message>
        <source>Choose by fields: filter = { field = &quot;categories&quot;, is = &quot;Customers&quot; }</source>
        <translation>Wählen Sie nach Feldern: filter = { field = &quot;categories&quot;, is = &quot;Customers&quot; }</translation>
    </message>
    <message>
        <source>Choose other tables, or set the sync up by hand.</source>
        <translation>Wählen Sie andere Tabellen, oder richten Sie den Abgleich von Hand ein.</translation>
    </message>
    <message>
        <source>Choose the system to connect.</source>
        <translation>Wählen Sie das System, das verbunden werden soll.</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>Client-Kennung</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>Client-Geheimnis</translation>
    </message>
    <message>
        <source>Close it, or write a quotation mark within a cell twice and put the cell in quotation marks.</source>
        <translation>Schließen Sie es, oder schreiben Sie ein Anführungszeichen in einer Zelle doppelt und setzen Sie die Zelle in Anführungszeichen.</translation>
    </message>
    <message>
        <source>Close that program, or register another redirect address with your client and set its port.</source>
        <translation>Schließen Sie jenes Programm, oder tragen Sie bei Ihrem Client eine andere Rücksprungadresse ein und setzen Sie deren Port.</translation>
    </message>
    <message>
        <source>Column for row numbers</source>
        <translation>Spalte für Zeilennummern</translation>
    </message>
    <message>
        <source>Column {column_letters} has no name.</source>
        <translation>Spalte {column_letters} hat keinen Namen.</translation>
    </message>
    <message>
        <source>Column {index} has no name.</source>
        <translation>Spalte {index} hat keinen Namen.</translation>
    </message>
    <message>
        <source>Columns are:</source>
        <translation>Die Spalten sind:</translation>
    </message>
    <message>
        <source>Consumer key</source>
        <translation>Verbraucherschlüssel</translation>
    </message>
    <message>
        <source>Consumer secret</source>
        <translation>Verbrauchergeheimnis</translation>
    </message>
    <message>
        <source>Contacts of Nextcloud, Radicale, Baïkal, Fastmail, iCloud and any other CardDAV server</source>
        <translation>Kontakte aus Nextcloud, Radicale, Baïkal, Fastmail, iCloud und jedem anderen CardDAV-Server</translation>
    </message>
    <message>
        <source>Contacts, accounts, leads, cases, opportunities and every other object of a Salesforce organization</source>
        <translation>Kontakte, Accounts, Leads, Fälle, Opportunities und jedes andere Objekt einer Salesforce-Organisation</translation>
    </message>
    <message>
        <source>Contacts, companies, deals, tickets, products and custom objects of HubSpot&apos;s CRM</source>
        <translation>Kontakte, Unternehmen, Deals, Tickets, Produkte und eigene Objekte aus HubSpots CRM</translation>
    </message>
    <message>
        <source>Contacts, items and invoices of a Xero organisation</source>
        <translation>Kontakte, Artikel und Rechnungen einer Xero-Organisation</translation>
    </message>
    <message>
        <source>Contacts, products, sales orders, invoices and any other model of an Odoo database</source>
        <translation>Kontakte, Produkte, Aufträge, Rechnungen und jedes andere Modell einer Odoo-Datenbank</translation>
    </message>
    <message>
        <source>Copy them from Odoo again.</source>
        <translation>Kopieren Sie sie noch einmal aus Odoo.</translation>
    </message>
    <message>
        <source>Correct it by hand, or restore another value (desktop-sync revert); or dismiss this.</source>
        <translation>Berichtigen Sie es von Hand, oder stellen Sie einen anderen Wert wieder her (desktop-sync revert); oder verwerfen Sie dies.</translation>
    </message>
    <message>
        <source>Correct it in the system itself.</source>
        <translation>Berichtigen Sie es im System selbst.</translation>
    </message>
    <message>
        <source>Correct it there and apply the sync again. Nothing was changed.</source>
        <translation>Berichtigen Sie es dort und wenden Sie den Abgleich noch einmal an. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Correct it there; docs/MANIFEST.md tells every key. `desktop-sync connector check FILE` checks it.</source>
        <translation>Berichtigen Sie es dort; docs/MANIFEST.md erklärt jeden Schlüssel. `desktop-sync connector check FILE` prüft es.</translation>
    </message>
    <message>
        <source>Correct the line (a cell with a delimiter needs quotation marks). Nothing was changed.</source>
        <translation>Berichtigen Sie die Zeile (eine Zelle mit einem Trennzeichen braucht Anführungszeichen). Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Correct the record or the system&apos;s rule, then do it once more; or dismiss this.</source>
        <translation>Berichtigen Sie den Datensatz oder die Regel des Systems, dann machen Sie es noch einmal; oder verwerfen Sie dies.</translation>
    </message>
    <message>
        <source>Correct the record or the system&apos;s rule, then press “Try again” (desktop-sync retry ID).</source>
        <translation>Berichtigen Sie den Datensatz oder die Regel des Systems, dann drücken Sie „Noch einmal versuchen“ (desktop-sync retry ID).</translation>
    </message>
    <message>
        <source>Correct the value in {side}, or change “check” of the field “{name}” in the sync.</source>
        <translation>Berichtigen Sie den Wert in {side}, oder ändern Sie die Regel des Feldes „{name}“ im Abgleich.</translation>
    </message>
    <message>
        <source>Correct the value, or change the field&apos;s lens in the mapping.</source>
        <translation>Berichtigen Sie den Wert, oder ändern Sie die Umwandlung des Feldes.</translation>
    </message>
    <message>
        <source>Correct the value, or change the mapping.</source>
        <translation>Berichtigen Sie den Wert, oder ändern Sie die Feldzuordnung.</translation>
    </message>
    <message>
        <source>Create a table, or grant SELECT on one.</source>
        <translation>Legen Sie eine Tabelle an, oder geben Sie das Recht SELECT auf eine.</translation>
    </message>
    <message>
        <source>Customer no.</source>
        <translation>Kundennr.</translation>
    </message>
    <message>
        <source>Customers of a Stripe account</source>
        <translation>Kunden eines Stripe-Kontos</translation>
    </message>
    <message>
        <source>Customers, orders and products of a WooCommerce store</source>
        <translation>Kunden, Bestellungen und Produkte eines WooCommerce-Shops</translation>
    </message>
    <message>
        <source>Customers, products and orders of a Shopify store</source>
        <translation>Kunden, Produkte und Bestellungen eines Shopify-Shops</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Deletes are found by a full comparison only.</source>
        <translation>Löschungen werden nur durch einen vollen Vergleich gefunden.</translation>
    </message>
    <message>
        <source>Deletes are told.</source>
        <translation>Löschungen werden gemeldet.</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>Desktop Sync has the answer</source>
        <translation>Desktop Sync hat die Antwort</translation>
    </message>
    <message>
        <source>Did you mean</source>
        <translation>Meinten Sie</translation>
    </message>
    <message>
        <source>Did you mean “{close}”?</source>
        <translation>Meinten Sie „{close}“?</translation>
    </message>
    <message>
        <source>Did you mean “{name}”?</source>
        <translation>Meinten Sie „{name}“?</translation>
    </message>
    <message>
        <source>Did you mean “{near}://”?</source>
        <translation>Meinten Sie „{near}://“?</translation>
    </message>
    <message>
        <source>Did you mean “{near}”?</source>
        <translation>Meinten Sie „{near}“?</translation>
    </message>
    <message>
        <source>Did you mean “{near}”? {listed}</source>
        <translation>Meinten Sie „{near}“? {listed}</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>E-Mail-Adresse</translation>
    </message>
    <message>
        <source>E-mail: home</source>
        <translation>E-Mail: privat</translation>
    </message>
    <message>
        <source>E-mail: work</source>
        <translation>E-Mail: Arbeit</translation>
    </message>
    <message>
        <source>Each field once, and no property with parts of its own.</source>
        <translation>Jedes Feld einmal, und keine Eigenschaft, die selbst aus Teilen besteht.</translation>
    </message>
    <message>
        <source>Each row needs a “{name}” of its own. Correct or remove the repeated rows.</source>
        <translation>Jede Zeile braucht ihr eigenes „{name}“. Berichtigen oder entfernen Sie die wiederholten Zeilen.</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Zeichensatz</translation>
    </message>
    <message>
        <source>Every run compares everything: the system does not tell what has changed.</source>
        <translation>Jeder Lauf vergleicht alles: Das System sagt nicht, was sich geändert hat.</translation>
    </message>
    <message>
        <source>Every run compares everything: {why}.</source>
        <translation>Jeder Lauf vergleicht alles: {why}.</translation>
    </message>
    <message>
        <source>Everybody on this computer may write to the workspace&apos;s folder, and it is not yours to change that.</source>
        <translation>Jeder auf diesem Computer darf in den Ordner des Arbeitsbereichs schreiben, und Sie dürfen das nicht ändern.</translation>
    </message>
    <message>
        <source>Everything is paused.</source>
        <translation>Alles ist angehalten.</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Fields of your own</source>
        <translation>Eigene Felder</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Datei oder Ordner</translation>
    </message>
    <message>
        <source>Files that end in {suffix} can&apos;t be read.</source>
        <translation>Dateien, die auf {suffix} enden, können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Fill in “{name}” there, or remove the setting “key” so that the program numbers the rows itself.</source>
        <translation>Füllen Sie „{name}“ dort aus, oder entfernen Sie die Einstellung „key“, damit das Programm die Zeilen selbst nummeriert.</translation>
    </message>
    <message>
        <source>Fill the key, or leave them out with the filter “{name} IS NOT NULL”.</source>
        <translation>Füllen Sie den Schlüssel, oder lassen Sie sie mit dem Filter „{name} IS NOT NULL“ aus.</translation>
    </message>
    <message>
        <source>Filter by fields instead: filter = { field = &quot;country&quot;, is = &quot;DE&quot; }</source>
        <translation>Filtern Sie stattdessen nach Feldern: filter = { field = &quot;country&quot;, is = &quot;DE&quot; }</translation>
    </message>
    <message>
        <source>Find the next page</source>
        <translation>Die nächste Seite finden</translation>
    </message>
    <message>
        <source>Find what else changes this field (a workflow, a script, another sync) and stop it, or let one side only write it (direction); then press “Try again” (desktop-sync retry ID).</source>
        <translation>Finden Sie heraus, was dieses Feld sonst ändert (ein Arbeitsablauf, ein Skript, ein anderer Abgleich), und halten Sie es an, oder lassen Sie nur eine Seite es schreiben (Richtung); dann drücken Sie „Noch einmal versuchen“ (desktop-sync retry ID).</translation>
    </message>
    <message>
        <source>First and last name in two fields on one side (in this order), the whole name in one field on the other.</source>
        <translation>Vor- und Nachname in zwei Feldern auf einer Seite (in dieser Reihenfolge), der ganze Name in einem Feld auf der anderen.</translation>
    </message>
    <message>
        <source>For example sqlite:///shop.db, or sqlite:////home/me/shop.db with the whole path.</source>
        <translation>Zum Beispiel sqlite:///shop.db, oder sqlite:////home/me/shop.db mit dem ganzen Pfad.</translation>
    </message>
    <message>
        <source>Free some space and run again.</source>
        <translation>Schaffen Sie Platz, und führen Sie den Abgleich noch einmal aus.</translation>
    </message>
    <message>
        <source>Free some space on the disk that holds the workspace, then try again. Nothing was lost.</source>
        <translation>Schaffen Sie Platz auf der Festplatte mit dem Arbeitsbereich, dann versuchen Sie es noch einmal. Nichts ging verloren.</translation>
    </message>
    <message>
        <source>From Odoo: Preferences, Account Security, New API Key; it ends after three months at most</source>
        <translation>Aus Odoo: Einstellungen, Kontosicherheit, Neuer API-Schlüssel; er endet nach spätestens drei Monaten</translation>
    </message>
    <message>
        <source>From Settings, Auth Tokens</source>
        <translation>Aus „Settings“, „Auth Tokens“</translation>
    </message>
    <message>
        <source>From WooCommerce, Settings, Advanced, REST API: read and write</source>
        <translation>Aus WooCommerce, Einstellungen, Erweitert, REST-API: lesen und schreiben</translation>
    </message>
    <message>
        <source>From the Admin Center, Apps and integrations, APIs</source>
        <translation>Aus dem Admin Center, Apps und Integrationen, APIs</translation>
    </message>
    <message>
        <source>From the developers&apos; pages (API keys), with the right to write customers and to read events; “webhook endpoints”, too, to have webhooks sent</source>
        <translation>Von den Seiten für Entwickler (API-Schlüssel), mit dem Recht, Kunden zu schreiben und Ereignisse zu lesen; damit Webhooks gesendet werden, auch „Webhook-Endpunkte“</translation>
    </message>
    <message>
        <source>From your personal preferences, API</source>
        <translation>Aus Ihren persönlichen Einstellungen, API</translation>
    </message>
    <message>
        <source>From your profile, Extras, API keys; it ends with the data centre, such as -us21</source>
        <translation>Aus Ihrem Profil, Extras, API-Schlüssel; er endet mit dem Rechenzentrum, etwa -us21</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Voller Name</translation>
    </message>
    <message>
        <source>Give a certificate’s file, or listen on 127.0.0.1 behind a tunnel of yours.</source>
        <translation>Geben Sie die Datei eines Zertifikats an, oder lauschen Sie an 127.0.0.1 hinter einem eigenen Tunnel.</translation>
    </message>
    <message>
        <source>Give a number from 1 to 65535.</source>
        <translation>Geben Sie eine Zahl von 1 bis 65535 an.</translation>
    </message>
    <message>
        <source>Give a number from 1024 to 65535, as it is in the redirect address.</source>
        <translation>Geben Sie eine Zahl von 1024 bis 65535 an, wie sie in der Rücksprungadresse steht.</translation>
    </message>
    <message>
        <source>Give calls in a month, or 0 for not known.</source>
        <translation>Geben Sie Aufrufe im Monat an, oder 0 für nicht bekannt.</translation>
    </message>
    <message>
        <source>Give each column a name of its own.</source>
        <translation>Geben Sie jeder Spalte einen eigenen Namen.</translation>
    </message>
    <message>
        <source>Give either --url or --relay.</source>
        <translation>Geben Sie entweder --url oder --relay an.</translation>
    </message>
    <message>
        <source>Give every column a name in the first line.</source>
        <translation>Geben Sie jeder Spalte in der ersten Zeile einen Namen.</translation>
    </message>
    <message>
        <source>Give every column with data a name.</source>
        <translation>Geben Sie jeder Spalte mit Daten einen Namen.</translation>
    </message>
    <message>
        <source>Give it again: desktop-sync account reconnect {name} --secret {key}=VARIABLE, or “Sign in again”.</source>
        <translation>Geben Sie es noch einmal an: mit „Neu anmelden“, oder desktop-sync account reconnect {name} --secret {key}=VARIABLE.</translation>
    </message>
    <message>
        <source>Give it another name.</source>
        <translation>Geben Sie ihm einen anderen Namen.</translation>
    </message>
    <message>
        <source>Give it as a setting: --set {key}=VALUE.</source>
        <translation>Geben Sie es als Einstellung an: --set {key}=WERT.</translation>
    </message>
    <message>
        <source>Give it one (ALTER TABLE … ADD PRIMARY KEY), or name its columns in the account&apos;s setting “keys”: keys={name}:column.</source>
        <translation>Geben Sie ihr einen (ALTER TABLE … ADD PRIMARY KEY), oder nennen Sie ihre Spalten in der Einstellung „keys“ des Kontos: keys={name}:Spalte.</translation>
    </message>
    <message>
        <source>Give it with {option}.</source>
        <translation>Geben Sie es mit {option} an.</translation>
    </message>
    <message>
        <source>Give it, or “base_url”: --set {missing}=…</source>
        <translation>Geben Sie es oder „base_url“ an: --set {missing}=…</translation>
    </message>
    <message>
        <source>Give it: account reconnect NAME --secret {secret_of}=VARIABLE</source>
        <translation>Geben Sie es an: account reconnect NAME --secret {secret_of}=VARIABLE</translation>
    </message>
    <message>
        <source>Give its secrets.</source>
        <translation>Geben Sie seine Geheimnisse an.</translation>
    </message>
    <message>
        <source>Give its secrets: --secret KEY=NAME_OF_A_VARIABLE.</source>
        <translation>Geben Sie seine Geheimnisse an: --secret KEY=NAME_EINER_VARIABLE.</translation>
    </message>
    <message>
        <source>Give the account a name.</source>
        <translation>Geben Sie dem Zugang einen Namen.</translation>
    </message>
    <message>
        <source>Give the client the rights in the system.</source>
        <translation>Geben Sie dem Client im System die Rechte.</translation>
    </message>
    <message>
        <source>Give the password in its own setting.</source>
        <translation>Geben Sie das Passwort in seiner eigenen Einstellung an.</translation>
    </message>
    <message>
        <source>Give the path of a PEM file.</source>
        <translation>Geben Sie den Pfad einer PEM-Datei an.</translation>
    </message>
    <message>
        <source>Give the sync a name.</source>
        <translation>Geben Sie dem Abgleich einen Namen.</translation>
    </message>
    <message>
        <source>Give the user access to contacts or products.</source>
        <translation>Geben Sie dem Benutzer Zugriff auf Kontakte oder Produkte.</translation>
    </message>
    <message>
        <source>Give the user read access to parties and products.</source>
        <translation>Geben Sie dem Benutzer Leserecht für Parteien und Artikel.</translation>
    </message>
    <message>
        <source>Give them in their own settings.</source>
        <translation>Geben Sie sie in ihren eigenen Einstellungen an.</translation>
    </message>
    <message>
        <source>Give yourself write access to the folder.</source>
        <translation>Geben Sie sich das Recht, in diesen Ordner zu schreiben.</translation>
    </message>
    <message>
        <source>Given name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Google contacts</source>
        <translation>Google-Kontakte</translation>
    </message>
    <message>
        <source>Grant it SELECT, and for writing INSERT, UPDATE and DELETE, on the table.</source>
        <translation>Geben Sie ihm das Recht SELECT auf die Tabelle, zum Schreiben auch INSERT, UPDATE und DELETE.</translation>
    </message>
    <message>
        <source>Great Britain</source>
        <translation>Great Britain</translation>
    </message>
    <message>
        <source>HTTP {status}</source>
        <translation>HTTP {status}</translation>
    </message>
    <message>
        <source>How long it is kept: desktop-sync settings list.</source>
        <translation>Wie lange er aufbewahrt wird: desktop-sync settings list.</translation>
    </message>
    <message>
        <source>HubSpot</source>
        <translation>HubSpot</translation>
    </message>
    <message>
        <source>ISO 8601</source>
        <translation>ISO 8601</translation>
    </message>
    <message>
        <source>If it is a text file, name it .csv; else open it in its program and save it as .xlsx.</source>
        <translation>Wenn es eine Textdatei ist, nennen Sie sie .csv; sonst öffnen Sie sie in ihrem Programm und speichern Sie sie als .xlsx.</translation>
    </message>
    <message>
        <source>If its certificate was renewed, set “pin” anew; else somebody stands in between.</source>
        <translation>Wurde sein Zertifikat erneuert, setzen Sie „pin“ neu; sonst steht jemand dazwischen.</translation>
    </message>
    <message>
        <source>If you know it, put its address into “url”.</source>
        <translation>Wenn Sie ihn kennen, geben Sie seine Adresse an.</translation>
    </message>
    <message>
        <source>If you trust it, open it in its program and save it again.</source>
        <translation>Wenn Sie ihr trauen, öffnen Sie sie in ihrem Programm und speichern Sie sie neu.</translation>
    </message>
    <message>
        <source>In use by another program</source>
        <translation>Von einem anderen Programm belegt</translation>
    </message>
    <message>
        <source>It can be trusted with {join}.</source>
        <translation>Man kann ihm anvertrauen: {join}.</translation>
    </message>
    <message>
        <source>It can be trusted with {join}; not with writing: see above.</source>
        <translation>Man kann ihm anvertrauen: {join}; nicht das Schreiben: siehe oben.</translation>
    </message>
    <message>
        <source>It can&apos;t be deleted again from here: remove “{ref}” in the system.</source>
        <translation>Er kann von hier nicht wieder gelöscht werden: Entfernen Sie „{ref}“ im System.</translation>
    </message>
    <message>
        <source>It could not be deleted: remove “{ref}” in the system.</source>
        <translation>Er konnte nicht gelöscht werden: Entfernen Sie „{ref}“ im System.</translation>
    </message>
    <message>
        <source>It could not be put back! {words}</source>
        <translation>Es konnte nicht zurückgesetzt werden! {words}</translation>
    </message>
    <message>
        <source>It has 64 hexadecimal digits, or is “sha256/” and base64, as `openssl x509 -fingerprint -sha256` and others show it.</source>
        <translation>Sie hat 64 hexadezimale Stellen, oder sie ist „sha256/“ und Base64, wie `openssl x509 -fingerprint -sha256` und andere sie zeigen.</translation>
    </message>
    <message>
        <source>It has none.</source>
        <translation>Es hat keine.</translation>
    </message>
    <message>
        <source>It is 64 letters and figures: desktop-sync audit key shows it.</source>
        <translation>Es sind 64 Buchstaben und Ziffern: desktop-sync audit key zeigt ihn.</translation>
    </message>
    <message>
        <source>It is asked every minute whether something has changed: about {calls} calls a month.</source>
        <translation>Es wird jede Minute gefragt, ob sich etwas geändert hat: etwa {calls} Aufrufe im Monat.</translation>
    </message>
    <message>
        <source>It is asked every {minutes} minutes whether something has changed: about {calls} calls a month.</source>
        <translation>Es wird alle {minutes} Minuten gefragt, ob sich etwas geändert hat: etwa {calls} Aufrufe im Monat.</translation>
    </message>
    <message>
        <source>It is deleted in {target}, too, unless it was changed there. The history keeps it.</source>
        <translation>Er wird auch in {target} gelöscht, außer er wurde dort geändert. Der Verlauf bewahrt ihn auf.</translation>
    </message>
    <message>
        <source>It is left on its own: it gets no partner, and is not made on the other side.</source>
        <translation>Er bleibt für sich: Er bekommt kein Gegenstück und wird auf der anderen Seite nicht angelegt.</translation>
    </message>
    <message>
        <source>It is marked as archived in {target}, by a field that you name.</source>
        <translation>Er wird in {target} als archiviert gekennzeichnet, durch ein Feld, das Sie nennen.</translation>
    </message>
    <message>
        <source>It is read as a whole.</source>
        <translation>Sie wird als Ganzes gelesen.</translation>
    </message>
    <message>
        <source>It looks like https://erp.example.org</source>
        <translation>Sie sieht aus wie https://erp.example.org</translation>
    </message>
    <message>
        <source>It may be called “{name}” now: link that one instead.</source>
        <translation>Es heißt jetzt vielleicht „{name}“: Verknüpfen Sie dann dieses.</translation>
    </message>
    <message>
        <source>It says: {words}</source>
        <translation>Es sagt: {words}</translation>
    </message>
    <message>
        <source>It was deleted again.</source>
        <translation>Er wurde wieder gelöscht.</translation>
    </message>
    <message>
        <source>It was stopped before it was done.</source>
        <translation>Es wurde abgebrochen, bevor es fertig war.</translation>
    </message>
    <message>
        <source>Its changes are noticed without, as far as they can be: desktop-sync sync notices NAME show</source>
        <translation>Seine Änderungen werden auch so bemerkt, soweit das geht: desktop-sync sync notices NAME show</translation>
    </message>
    <message>
        <source>Its fields: {names}.</source>
        <translation>Seine Felder: {names}.</translation>
    </message>
    <message>
        <source>Its first line must hold the names of the columns.</source>
        <translation>Ihre erste Zeile muss die Namen der Spalten enthalten.</translation>
    </message>
    <message>
        <source>Its first row must hold the names of the columns.</source>
        <translation>Seine erste Zeile muss die Namen der Spalten enthalten.</translation>
    </message>
    <message>
        <source>Its id, from the address of the base</source>
        <translation>Ihre Kennung, aus der Adresse der Base</translation>
    </message>
    <message>
        <source>Its id, from the audience&apos;s settings</source>
        <translation>Ihre Kennung, aus den Einstellungen der Zielgruppe</translation>
    </message>
    <message>
        <source>Its plan allows too few calls to ask between runs; the sync runs by its interval.</source>
        <translation>Sein Tarif erlaubt zu wenige Aufrufe, um zwischen den Läufen zu fragen; der Abgleich läuft nach seinem Abstand.</translation>
    </message>
    <message>
        <source>Its tables are:</source>
        <translation>Ihre Tabellen sind:</translation>
    </message>
    <message>
        <source>Its webhooks tell of changes; it is asked for them by the interval only.</source>
        <translation>Seine Webhooks melden Änderungen; gefragt wird es nur nach dem Abstand.</translation>
    </message>
    <message>
        <source>Keep record {keep}, it is the fullest</source>
        <translation>Behalten Sie Datensatz {keep}, er ist der vollständigste</translation>
    </message>
    <message>
        <source>Keep that record, or part it first: desktop-sync unpair.</source>
        <translation>Behalten Sie diesen Datensatz, oder trennen Sie zuerst das Paar.</translation>
    </message>
    <message>
        <source>Kept otherwise: {join}.</source>
        <translation>Anders behalten: {join}.</translation>
    </message>
    <message>
        <source>Key column</source>
        <translation>Schlüsselspalte</translation>
    </message>
    <message>
        <source>Keys of views</source>
        <translation>Schlüssel von Sichten</translation>
    </message>
    <message>
        <source>Kind of card</source>
        <translation>Art der Karte</translation>
    </message>
    <message>
        <source>Known are: {join}.</source>
        <translation>Bekannt sind: {join}.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Last revision</source>
        <translation>Letzte Fassung</translation>
    </message>
    <message>
        <source>Left empty, it is found from the file</source>
        <translation>Leer: wird aus der Datei ermittelt</translation>
    </message>
    <message>
        <source>Letters, digits, - and _ only.</source>
        <translation>Nur Buchstaben, Ziffern, - und _.</translation>
    </message>
    <message>
        <source>Line {line} has too {few} cells: {len} instead of {len2}.</source>
        <translation>Zeile {line} hat zu {few} Zellen: {len} statt {len2}.</translation>
    </message>
    <message>
        <source>Link at least one field.</source>
        <translation>Verknüpfen Sie mindestens ein Feld.</translation>
    </message>
    <message>
        <source>List the records</source>
        <translation>Die Datensätze auflisten</translation>
    </message>
    <message>
        <source>Look at it with “desktop-sync check”, then run the sync with --full. If it comes back, please report it.</source>
        <translation>Sehen Sie es mit „desktop-sync check“ an, dann lassen Sie alles vergleichen. Wenn es wiederkommt, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>Look at its address, and at what the account may do.</source>
        <translation>Prüfen Sie die Adresse und was das Konto darf.</translation>
    </message>
    <message>
        <source>Look at the fields</source>
        <translation>Die Felder ansehen</translation>
    </message>
    <message>
        <source>Look at the pairs anew.</source>
        <translation>Sehen Sie die Paare noch einmal an.</translation>
    </message>
    <message>
        <source>Look at the plan, then run it with --approve or press “Run these”.</source>
        <translation>Sehen Sie den Plan an, dann führen Sie ihn mit --approve oder „Ausführen“ aus.</translation>
    </message>
    <message>
        <source>Look at the server’s name; or ask whoever runs it.</source>
        <translation>Prüfen Sie den Namen des Servers; oder fragen Sie den, der ihn betreibt.</translation>
    </message>
    <message>
        <source>Look at them with “desktop-sync check”, then run the sync with --full. If it comes back, please report it.</source>
        <translation>Sehen Sie sie mit „desktop-sync check“ an, dann lassen Sie alles vergleichen. Wenn es wiederkommt, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>Look for duplicates on both sides, put them in order there, and run the sync again.</source>
        <translation>Suchen Sie auf beiden Seiten nach Doppelten, bringen Sie sie dort in Ordnung, und führen Sie den Abgleich noch einmal aus.</translation>
    </message>
    <message>
        <source>Look in the system which one is right, delete or change the others, then press “Try again”.</source>
        <translation>Sehen Sie im System nach, welcher der richtige ist, löschen oder ändern Sie die anderen, dann drücken Sie „Noch einmal versuchen“.</translation>
    </message>
    <message>
        <source>Made by trying each call against the system; what was found is proposed, and can be edited.</source>
        <translation>Entstanden, indem jeder Aufruf am System ausprobiert wurde; was gefunden wurde, ist ein Vorschlag und kann bearbeitet werden.</translation>
    </message>
    <message>
        <source>Mailchimp</source>
        <translation>Mailchimp</translation>
    </message>
    <message>
        <source>Mailchimp knows a member by the address: add the new one, and archive the old one.</source>
        <translation>Mailchimp kennt ein Mitglied an der Adresse: Fügen Sie die neue hinzu, und archivieren Sie die alte.</translation>
    </message>
    <message>
        <source>Make a new one there, and give its address here.</source>
        <translation>Legen Sie dort einen neuen an, und geben Sie hier seine Adresse an.</translation>
    </message>
    <message>
        <source>Make a record</source>
        <translation>Einen Datensatz anlegen</translation>
    </message>
    <message>
        <source>Make at least three records in the system first: what they look like shows how they are read.</source>
        <translation>Legen Sie zuerst mindestens drei Datensätze im System an: An ihnen zeigt sich, wie sie gelesen werden.</translation>
    </message>
    <message>
        <source>Make one with the server&apos;s own pages or with a contacts program.</source>
        <translation>Legen Sie eines auf den Seiten des Servers oder mit einem Kontaktprogramm an.</translation>
    </message>
    <message>
        <source>Make one, and write it down: desktop-sync recovery new</source>
        <translation>Machen Sie einen, und schreiben Sie ihn auf: desktop-sync recovery new</translation>
    </message>
    <message>
        <source>Make room and run the sync again.</source>
        <translation>Schaffen Sie Platz, und führen Sie den Abgleich noch einmal aus.</translation>
    </message>
    <message>
        <source>Make room there and run the sync again.</source>
        <translation>Schaffen Sie dort Platz, und führen Sie den Abgleich noch einmal aus.</translation>
    </message>
    <message>
        <source>Make that record there first, or correct the reference; then it goes on by itself.</source>
        <translation>Legen Sie zuerst jenen Datensatz dort an, oder berichtigen Sie den Verweis; dann geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>MariaDB</source>
        <translation>MariaDB</translation>
    </message>
    <message>
        <source>MariaDB {partition}</source>
        <translation>MariaDB {partition}</translation>
    </message>
    <message>
        <source>Members of a Mailchimp audience with their merge fields</source>
        <translation>Mitglieder einer Mailchimp-Zielgruppe mit ihren Feldern</translation>
    </message>
    <message>
        <source>Merge the duplicates, make them tell apart by a match key, or say who belongs together: desktop-sync pair NAME --a ID --b ID.</source>
        <translation>Führen Sie die Doppelten zusammen, unterscheiden Sie sie durch einen Schlüssel, oder sagen Sie, wer zusammengehört („Von Hand verbinden“).</translation>
    </message>
    <message>
        <source>Merge the records in the system itself, or leave one of them on its own.</source>
        <translation>Führen Sie die Datensätze im System selbst zusammen, oder lassen Sie einen davon für sich.</translation>
    </message>
    <message>
        <source>Merge them in the system; or leave one on its own: desktop-sync unpair NAME --record SIDE:ID; or carry all of them: duplicates = &quot;carry&quot; in [match].</source>
        <translation>Führen Sie sie im System zusammen; oder lassen Sie einen für sich; oder übertragen Sie alle.</translation>
    </message>
    <message>
        <source>Microsoft contacts</source>
        <translation>Microsoft-Kontakte</translation>
    </message>
    <message>
        <source>Middle name</source>
        <translation>Zweiter Vorname</translation>
    </message>
    <message>
        <source>More has changed than the system shows.</source>
        <translation>Es hat sich mehr geändert, als das System zeigt.</translation>
    </message>
    <message>
        <source>More has happened than a page shows.</source>
        <translation>Es ist mehr geschehen, als eine Seite zeigt.</translation>
    </message>
    <message>
        <source>More records than a page holds have one and the same key.</source>
        <translation>Mehr Datensätze, als eine Seite fasst, haben ein und denselben Schlüssel.</translation>
    </message>
    <message>
        <source>More records than the system shows were changed at one time.</source>
        <translation>Zu einem Zeitpunkt wurden mehr Datensätze geändert, als das System zeigt.</translation>
    </message>
    <message>
        <source>Move what stands right beside the data, or name a column with unique values in the setting “key”.</source>
        <translation>Verschieben Sie, was direkt rechts neben den Daten steht, oder nennen Sie in der Einstellung „key“ eine Spalte mit einmaligen Werten.</translation>
    </message>
    <message>
        <source>MySQL {found}</source>
        <translation>MySQL {found}</translation>
    </message>
    <message>
        <source>Name a .csv or a .xlsx file.</source>
        <translation>Nennen Sie eine .csv- oder eine .xlsx-Datei.</translation>
    </message>
    <message>
        <source>Name a .csv, a .xlsx, or a folder with such files.</source>
        <translation>Nennen Sie eine .csv, eine .xlsx, oder einen Ordner mit solchen Dateien.</translation>
    </message>
    <message>
        <source>Name a PEM file that is there.</source>
        <translation>Nennen Sie eine PEM-Datei, die da ist.</translation>
    </message>
    <message>
        <source>Name a file in a folder where you may write.</source>
        <translation>Nennen Sie eine Datei in einem Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>Name a file that “desktop-sync backup” has written.</source>
        <translation>Nennen Sie eine Datei, die „desktop-sync backup“ geschrieben hat.</translation>
    </message>
    <message>
        <source>Name a new file in a folder where you may write.</source>
        <translation>Nennen Sie eine neue Datei in einem Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>Name a shared field, and one of the records.</source>
        <translation>Nennen Sie ein gemeinsames Feld und einen der Datensätze.</translation>
    </message>
    <message>
        <source>Name a sync file (TOML).</source>
        <translation>Nennen Sie eine Abgleichsdatei (TOML).</translation>
    </message>
    <message>
        <source>Name it with --{side}-table. There are: {join}.</source>
        <translation>Nennen Sie sie mit --{side}-table. Es gibt: {join}.</translation>
    </message>
    <message>
        <source>Name prefix</source>
        <translation>Namenszusatz davor</translation>
    </message>
    <message>
        <source>Name suffix</source>
        <translation>Namenszusatz danach</translation>
    </message>
    <message>
        <source>New rows of a view need their key mapped.</source>
        <translation>Neue Zeilen einer Sicht brauchen einen verknüpften Schlüssel.</translation>
    </message>
    <message>
        <source>New tickets go into this one</source>
        <translation>In diese kommen neue Tickets</translation>
    </message>
    <message>
        <source>No PostgreSQL server answers there.</source>
        <translation>Dort antwortet kein PostgreSQL-Server.</translation>
    </message>
    <message>
        <source>No list of records was found in the answer.</source>
        <translation>In der Antwort wurde keine Liste von Datensätzen gefunden.</translation>
    </message>
    <message>
        <source>No longer synced</source>
        <translation>Nicht mehr abgeglichen</translation>
    </message>
    <message>
        <source>No match key of the template fits: choose by which fields records are paired.</source>
        <translation>Kein Schlüssel der Vorlage passt: Wählen Sie, an welchen Feldern Datensätze erkannt werden.</translation>
    </message>
    <message>
        <source>No place for the workspace&apos;s key</source>
        <translation>Kein Platz für den Schlüssel des Arbeitsbereichs</translation>
    </message>
    <message>
        <source>No record could be made with these values; the table takes no new ones.</source>
        <translation>Mit diesen Werten konnte kein Datensatz angelegt werden; die Tabelle nimmt keine neuen.</translation>
    </message>
    <message>
        <source>No record could be made: {value}</source>
        <translation>Es konnte kein Datensatz angelegt werden: {value}</translation>
    </message>
    <message>
        <source>No records are made in this table.</source>
        <translation>In dieser Tabelle werden keine Datensätze angelegt.</translation>
    </message>
    <message>
        <source>No records were found in the answer.</source>
        <translation>In der Antwort wurden keine Datensätze gefunden.</translation>
    </message>
    <message>
        <source>No run wrote it: as the system had it since run {made_run}{at}, which linked the records.</source>
        <translation>Kein Lauf hat es geschrieben: Das System hat es so seit Lauf {made_run}{at}, der die Datensätze verband.</translation>
    </message>
    <message>
        <source>No run wrote it: as the system had it when the records were linked, and no run has changed it.</source>
        <translation>Kein Lauf hat es geschrieben: Das System hatte es so, als die Datensätze verbunden wurden, und kein Lauf hat es geändert.</translation>
    </message>
    <message>
        <source>No run wrote it: the record has no partner{apart}.</source>
        <translation>Kein Lauf hat es geschrieben: Der Datensatz hat kein Gegenstück{apart}.</translation>
    </message>
    <message>
        <source>No way to change a record was found; the table is read only.</source>
        <translation>Es wurde kein Weg gefunden, einen Datensatz zu ändern; die Tabelle wird nur gelesen.</translation>
    </message>
    <message>
        <source>No way to the next page was found:</source>
        <translation>Es wurde kein Weg zur nächsten Seite gefunden:</translation>
    </message>
    <message>
        <source>No {label} server answers there.</source>
        <translation>Dort antwortet kein {label}-Server.</translation>
    </message>
    <message>
        <source>Nobody answers at that address.</source>
        <translation>Unter dieser Adresse antwortet niemand.</translation>
    </message>
    <message>
        <source>None of the tables can be read.</source>
        <translation>Keine der Tabellen kann gelesen werden.</translation>
    </message>
    <message>
        <source>Not to be used yet: records can&apos;t be read reliably.</source>
        <translation>Noch nicht zu verwenden: Datensätze sind nicht zuverlässig lesbar.</translation>
    </message>
    <message>
        <source>Not tried: name a record and a field of it that may be changed and put back.</source>
        <translation>Nicht ausprobiert: Nennen Sie einen Datensatz und ein Feld davon, das geändert und zurückgesetzt werden darf.</translation>
    </message>
    <message>
        <source>Not tried: say of what a record may be made.</source>
        <translation>Nicht ausprobiert: Sagen Sie, woraus ein Datensatz angelegt werden darf.</translation>
    </message>
    <message>
        <source>Not written by a sync: it was edited in the system itself after run {run_id}.</source>
        <translation>Von keinem Abgleich geschrieben: Es wurde nach Lauf {run_id} im System selbst geändert.</translation>
    </message>
    <message>
        <source>Not written by a sync: it was edited since, on both sides alike. {since}</source>
        <translation>Von keinem Abgleich geschrieben: Es wurde seitdem auf beiden Seiten gleich geändert. {since}</translation>
    </message>
    <message>
        <source>Not written by a sync: it was entered in the system itself{by}{when}. {waits}</source>
        <translation>Von keinem Abgleich geschrieben: Es wurde im System selbst eingegeben{by}{when}. {waits}</translation>
    </message>
    <message>
        <source>Not written by a sync: it was entered in the system itself{who}{when}; run {run_id} carried it to {account} · {table}{when2}.</source>
        <translation>Von keinem Abgleich geschrieben: Es wurde im System selbst eingegeben{who}{when}; Lauf {run_id} hat es nach {account} · {table} übertragen{when2}.</translation>
    </message>
    <message>
        <source>Nothing can be read there</source>
        <translation>Dort kann nichts gelesen werden</translation>
    </message>
    <message>
        <source>Nothing changes.</source>
        <translation>Nichts ändert sich.</translation>
    </message>
    <message>
        <source>Nothing is lost. The next run looks what was written and goes on.</source>
        <translation>Nichts ist verloren. Der nächste Lauf sieht nach, was geschrieben wurde, und macht weiter.</translation>
    </message>
    <message>
        <source>Nothing is written until you approve the first pairing.</source>
        <translation>Nichts wird geschrieben, bis Sie die erste Zuordnung freigeben.</translation>
    </message>
    <message>
        <source>Nothing of the template fits these tables.</source>
        <translation>Nichts aus der Vorlage passt zu diesen Tabellen.</translation>
    </message>
    <message>
        <source>Nothing tells of changes here; the sync runs by its interval.</source>
        <translation>Hier meldet nichts Änderungen; der Abgleich läuft nach seinem Abstand.</translation>
    </message>
    <message>
        <source>Nothing to do here: it goes on by itself when the sync “{name}” has a partner for that record. If that record is to stay out of the sync, leave this one aside.</source>
        <translation>Hier ist nichts zu tun: Es geht von selbst weiter, wenn der Abgleich „{name}“ ein Gegenstück für jenen Datensatz hat. Soll jener nicht am Abgleich teilnehmen, lassen Sie diesen beiseite.</translation>
    </message>
    <message>
        <source>Nothing was deleted. Run the sync again.</source>
        <translation>Nichts wurde gelöscht. Führen Sie den Abgleich noch einmal aus.</translation>
    </message>
    <message>
        <source>Odoo</source>
        <translation>Odoo</translation>
    </message>
    <message>
        <source>Odoo can&apos;t read the mapped fields, or the filter.</source>
        <translation>Odoo kann die verknüpften Felder oder den Filter nicht lesen.</translation>
    </message>
    <message>
        <source>Odoo is busy with these records.</source>
        <translation>Odoo ist mit diesen Datensätzen beschäftigt.</translation>
    </message>
    <message>
        <source>Odoo refuses the record.</source>
        <translation>Odoo lehnt den Datensatz ab.</translation>
    </message>
    <message>
        <source>Odoo {major} ({way})</source>
        <translation>Odoo {major} ({way})</translation>
    </message>
    <message>
        <source>Odoo&apos;s answer can&apos;t be read.</source>
        <translation>Die Antwort von Odoo lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Odoo&apos;s “{name}” has no field “{unknown}” any more.</source>
        <translation>„{name}“ in Odoo hat kein Feld „{unknown}“ mehr.</translation>
    </message>
    <message>
        <source>Of OAuth</source>
        <translation>Von OAuth</translation>
    </message>
    <message>
        <source>Of OAuth, for Contacts.ReadWrite</source>
        <translation>Von OAuth, für Contacts.ReadWrite</translation>
    </message>
    <message>
        <source>Of OAuth, for contacts</source>
        <translation>Von OAuth, für Kontakte</translation>
    </message>
    <message>
        <source>Of OAuth, instead of the API token</source>
        <translation>Von OAuth, statt des API-Tokens</translation>
    </message>
    <message>
        <source>Of OAuth; it ends after 30 minutes</source>
        <translation>Von OAuth; es endet nach 30 Minuten</translation>
    </message>
    <message>
        <source>Of a private app with the scopes crm.objects… and crm.schemas… (read, write)</source>
        <translation>Einer privaten App mit den Rechten crm.objects… und crm.schemas… (lesen, schreiben)</translation>
    </message>
    <message>
        <source>Of an app of your own</source>
        <translation>Einer eigenen App</translation>
    </message>
    <message>
        <source>Of an app of your own, instead of the token</source>
        <translation>Einer eigenen App, statt des Tokens</translation>
    </message>
    <message>
        <source>Of names and messages; left empty, the user&apos;s own</source>
        <translation>Der Namen und Meldungen; leer: die des Benutzers</translation>
    </message>
    <message>
        <source>Of names and translated texts, as Odoo knows it</source>
        <translation>Der Namen und übersetzten Texte, wie Odoo sie kennt</translation>
    </message>
    <message>
        <source>Of the Admin API</source>
        <translation>Der Admin-API</translation>
    </message>
    <message>
        <source>Of the REST API</source>
        <translation>Der REST-API</translation>
    </message>
    <message>
        <source>Of the agent whom the API token is used for</source>
        <translation>Des Agenten, für den das API-Token verwendet wird</translation>
    </message>
    <message>
        <source>Of the same app</source>
        <translation>Derselben App</translation>
    </message>
    <message>
        <source>Of your client</source>
        <translation>Von Ihrem Client</translation>
    </message>
    <message>
        <source>Of your company, as the sign-in in the browser tells it</source>
        <translation>Von Ihrer Firma, wie die Anmeldung im Browser sie nennt</translation>
    </message>
    <message>
        <source>Of your own OAuth integration, for the sign-in in the browser</source>
        <translation>Von Ihrer eigenen OAuth-Integration, für die Anmeldung im Browser</translation>
    </message>
    <message>
        <source>Of your own app, for the sign-in in the browser; it has a secret, too</source>
        <translation>Von Ihrer eigenen App, für die Anmeldung im Browser; sie hat auch ein Geheimnis</translation>
    </message>
    <message>
        <source>Old .xls workbooks can&apos;t be read.</source>
        <translation>Alte .xls-Arbeitsmappen können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Once a minute is the most.</source>
        <translation>Einmal in der Minute ist das Höchste.</translation>
    </message>
    <message>
        <source>One record can&apos;t be read by its id</source>
        <translation>Ein Datensatz ist an seiner Kennung nicht lesbar</translation>
    </message>
    <message>
        <source>One record looks otherwise than in the list</source>
        <translation>Ein Datensatz sieht anders aus als in der Liste</translation>
    </message>
    <message>
        <source>One side deleted the record and the other edited it since: conflict {id} waits.</source>
        <translation>Eine Seite hat den Datensatz gelöscht, die andere ihn seitdem geändert: Konflikt {id} wartet.</translation>
    </message>
    <message>
        <source>One text on one side, its parts in several fields on the other; the same as join.</source>
        <translation>Ein Text auf einer Seite, seine Teile in mehreren Feldern auf der anderen; umgekehrt wie „verbundener Text“.</translation>
    </message>
    <message>
        <source>Only what a run deleted is kept, and only as long as the settings say.</source>
        <translation>Nur was ein Lauf gelöscht hat, wird aufbewahrt, und nur so lange, wie die Einstellungen sagen.</translation>
    </message>
    <message>
        <source>Open it in Excel or LibreOffice and save it as .xlsx.</source>
        <translation>Öffnen Sie sie in Excel oder LibreOffice und speichern Sie sie als .xlsx.</translation>
    </message>
    <message>
        <source>Open it in its program, repair it, and save it again.</source>
        <translation>Öffnen Sie sie in ihrem Programm, reparieren Sie sie, und speichern Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Open it, take the password off (File, Info), and save it as .xlsx.</source>
        <translation>Öffnen Sie sie, nehmen Sie das Passwort weg (Datei, Informationen), und speichern Sie sie als .xlsx.</translation>
    </message>
    <message>
        <source>Open the mapping, choose another field or remove the link, and resume the sync.</source>
        <translation>Öffnen Sie die Feldzuordnung, wählen Sie ein anderes Feld oder entfernen Sie die Verknüpfung, und setzen Sie den Abgleich fort.</translation>
    </message>
    <message>
        <source>Organisation</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>Other address</source>
        <translation>Andere Adresse</translation>
    </message>
    <message>
        <source>Other properties of the cards: field=PROPERTY or field=PROPERTY:type, separated by commas; types are text, integer, decimal:PLACES, boolean, date</source>
        <translation>Weitere Eigenschaften der Karten: feld=EIGENSCHAFT oder feld=EIGENSCHAFT:typ, mit Kommas getrennt; Typen sind text, integer, decimal:STELLEN, boolean, date</translation>
    </message>
    <message>
        <source>Overlap in seconds</source>
        <translation>Überlappung in Sekunden</translation>
    </message>
    <message>
        <source>Pages go on {kind}{else}</source>
        <translation>Seiten gehen weiter {kind}{else}</translation>
    </message>
    <message>
        <source>Pairs that are dissolved: {free}.</source>
        <translation>Paare, die gelöst werden: {free}.</translation>
    </message>
    <message>
        <source>Pairs that stay, because later runs wrote to them: {bound}.</source>
        <translation>Paare, die bleiben, weil spätere Läufe in sie schrieben: {bound}.</translation>
    </message>
    <message>
        <source>Pairs that were dissolved and are linked again: {count}.</source>
        <translation>Gelöste Paare, die wieder verbunden werden: {count}.</translation>
    </message>
    <message>
        <source>Part them first: desktop-sync unpair NAME --record {side}:{side2}</source>
        <translation>Trennen Sie sie zuerst: desktop-sync unpair NAME --record {side}:{side2}</translation>
    </message>
    <message>
        <source>Parties, products, sales, invoices and any other model of a Tryton server</source>
        <translation>Parteien, Artikel, Verkäufe, Rechnungen und jedes andere Modell eines Tryton-Servers</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Persons, organizations and deals of Pipedrive</source>
        <translation>Personen, Organisationen und Deals aus Pipedrive</translation>
    </message>
    <message>
        <source>Phone: home</source>
        <translation>Telefon: privat</translation>
    </message>
    <message>
        <source>Phone: work</source>
        <translation>Telefon: Arbeit</translation>
    </message>
    <message>
        <source>Pinned certificate</source>
        <translation>Festgelegtes Zertifikat</translation>
    </message>
    <message>
        <source>Pipedrive</source>
        <translation>Pipedrive</translation>
    </message>
    <message>
        <source>Plain text on one side, HTML on the other: the same when they read the same. HTML that is not edited keeps its formatting.</source>
        <translation>Reiner Text auf der einen Seite, HTML auf der anderen: gleich, wenn sie sich gleich lesen. HTML, das nicht geändert wird, behält seine Gestaltung.</translation>
    </message>
    <message>
        <source>Points at another record: its id is translated by that table&apos;s own sync. A record whose parent has no partner yet waits.</source>
        <translation>Verweist auf einen anderen Datensatz: Seine Nummer wird vom Abgleich jener Tabelle übersetzt. Ein Datensatz, dessen übergeordneter noch kein Gegenstück hat, wartet.</translation>
    </message>
    <message>
        <source>Postal code</source>
        <translation>Postleitzahl</translation>
    </message>
    <message>
        <source>PostgreSQL</source>
        <translation>PostgreSQL</translation>
    </message>
    <message>
        <source>PostgreSQL is busy or was interrupted.</source>
        <translation>PostgreSQL ist beschäftigt oder wurde unterbrochen.</translation>
    </message>
    <message>
        <source>PostgreSQL says: {message}</source>
        <translation>PostgreSQL sagt: {message}</translation>
    </message>
    <message>
        <source>PostgreSQL {value}</source>
        <translation>PostgreSQL {value}</translation>
    </message>
    <message>
        <source>Press “Try again” to write it once more; or blank it on the other side, too.</source>
        <translation>Drücken Sie „Noch einmal versuchen“, um es noch einmal zu schreiben; oder leeren Sie es auch auf der anderen Seite.</translation>
    </message>
    <message>
        <source>Put it back (is the drive connected?), or change the account&apos;s “path”.</source>
        <translation>Legen Sie sie zurück (ist das Laufwerk verbunden?), oder ändern Sie den Pfad des Zugangs.</translation>
    </message>
    <message>
        <source>Put it back in the system, or correct the mapping: link another field or remove the link (desktop-sync sync show {name}, then sync apply). Then: desktop-sync sync resume {name}.</source>
        <translation>Stellen Sie es im System wieder her, oder berichtigen Sie die Feldzuordnung: Verknüpfen Sie ein anderes Feld oder entfernen Sie die Verknüpfung (desktop-sync sync show {name}, dann sync apply). Danach: desktop-sync sync resume {name}.</translation>
    </message>
    <message>
        <source>Put it into an environment variable and name that: --secret {key}=NAME_OF_THE_VARIABLE.</source>
        <translation>Legen Sie es in eine Umgebungsvariable und nennen Sie diese: --secret {key}=NAME_DER_VARIABLE.</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Warteschlange</translation>
    </message>
    <message>
        <source>Read one record</source>
        <translation>Einen Datensatz lesen</translation>
    </message>
    <message>
        <source>Records are not changed in this table.</source>
        <translation>In dieser Tabelle werden keine Datensätze geändert.</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Verweis</translation>
    </message>
    <message>
        <source>Refresh token</source>
        <translation>Aktualisierungstoken</translation>
    </message>
    <message>
        <source>Remove these syncs first.</source>
        <translation>Entfernen Sie zuerst diese Abgleiche.</translation>
    </message>
    <message>
        <source>Renews the access token</source>
        <translation>Erneuert das Zugriffstoken</translation>
    </message>
    <message>
        <source>Renews the access token of a sign-in in the browser</source>
        <translation>Erneuert das Zugriffstoken einer Anmeldung im Browser</translation>
    </message>
    <message>
        <source>Request Tracker</source>
        <translation>Request Tracker</translation>
    </message>
    <message>
        <source>Restore a backup, or remove {x} from the workspace and enter the accounts&apos; secrets again.</source>
        <translation>Spielen Sie eine Sicherung zurück, oder entfernen Sie {x} aus dem Arbeitsbereich und geben Sie die Geheimnisse der Zugänge neu ein.</translation>
    </message>
    <message>
        <source>Restore it from a backup.</source>
        <translation>Holen Sie sie aus einer Sicherung zurück.</translation>
    </message>
    <message>
        <source>Restore it on side {other}.</source>
        <translation>Stellen Sie es auf Seite {other} wieder her.</translation>
    </message>
    <message>
        <source>Restore the newest backup: desktop-sync restore FILE (backups are in the workspace&apos;s folder “backups”).</source>
        <translation>Spielen Sie die neueste Sicherung zurück: desktop-sync restore DATEI (Sicherungen liegen im Ordner „backups“ des Arbeitsbereichs).</translation>
    </message>
    <message>
        <source>Restricted key</source>
        <translation>Eingeschränkter Schlüssel</translation>
    </message>
    <message>
        <source>Run it again with --full; if this stays, please report it.</source>
        <translation>Lassen Sie alles vergleichen; wenn es bleibt, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>Run the sync again.</source>
        <translation>Führen Sie den Abgleich noch einmal aus.</translation>
    </message>
    <message>
        <source>Run the sync again. If this comes back, run “desktop-sync doctor”.</source>
        <translation>Führen Sie den Abgleich noch einmal aus. Wenn es wiederkommt, führen Sie „desktop-sync doctor“ aus.</translation>
    </message>
    <message>
        <source>Run the sync: what was held goes with it.</source>
        <translation>Führen Sie den Abgleich aus: Was zurückgestellt war, geht mit ihm.</translation>
    </message>
    <message>
        <source>Run {run_id} had written {plain}.</source>
        <translation>Lauf {run_id} hatte {plain} geschrieben.</translation>
    </message>
    <message>
        <source>Run “desktop-sync doctor”.</source>
        <translation>Führen Sie „desktop-sync doctor“ aus.</translation>
    </message>
    <message>
        <source>SQL database</source>
        <translation>SQL-Datenbank</translation>
    </message>
    <message>
        <source>SQLite</source>
        <translation>SQLite</translation>
    </message>
    <message>
        <source>SQLite says: {error}</source>
        <translation>SQLite sagt: {error}</translation>
    </message>
    <message>
        <source>SQLite {value}</source>
        <translation>SQLite {value}</translation>
    </message>
    <message>
        <source>Salesforce</source>
        <translation>Salesforce</translation>
    </message>
    <message>
        <source>Save and close it there, then try again. If it is open nowhere, delete the file “{name}” beside it.</source>
        <translation>Speichern und schließen Sie sie dort, dann versuchen Sie es noch einmal. Ist sie nirgends geöffnet, löschen Sie die Datei „{name}“ daneben.</translation>
    </message>
    <message>
        <source>Save it again with Excel or LibreOffice.</source>
        <translation>Speichern Sie sie noch einmal mit Excel oder LibreOffice.</translation>
    </message>
    <message>
        <source>Save it again.</source>
        <translation>Speichern Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Save it as .xlsx.</source>
        <translation>Speichern Sie sie als .xlsx.</translation>
    </message>
    <message>
        <source>Save it as UTF-8 and apply it again.</source>
        <translation>Speichern Sie sie als UTF-8, und wenden Sie sie noch einmal an.</translation>
    </message>
    <message>
        <source>Save the file again as “CSV UTF-8”, or name its encoding in the account&apos;s setting “encoding”.</source>
        <translation>Speichern Sie die Datei neu als „CSV UTF-8“, oder nennen Sie ihre Zeichenkodierung in der Einstellung „encoding“ des Zugangs.</translation>
    </message>
    <message>
        <source>Save the workbook again, or take it from a backup.</source>
        <translation>Speichern Sie die Arbeitsmappe noch einmal, oder nehmen Sie sie aus einer Sicherung.</translation>
    </message>
    <message>
        <source>Say it in the account&apos;s setting “keys”, for example keys={name}:id.</source>
        <translation>Sagen Sie es in der Einstellung „keys“ des Zugangs, zum Beispiel keys={name}:id.</translation>
    </message>
    <message>
        <source>Say which field marks a record as archived, and with which value.</source>
        <translation>Sagen Sie, welches Feld einen Datensatz als archiviert kennzeichnet, und mit welchem Wert.</translation>
    </message>
    <message>
        <source>Say who belongs together: desktop-sync pair NAME --a ID --b ID. If it is another one, press “Try again”: then it is made on the other side.</source>
        <translation>Sagen Sie, wer zusammengehört: desktop-sync pair NAME --a ID --b ID. Ist es ein anderer, drücken Sie „Erneut versuchen“: Dann wird er auf der anderen Seite angelegt.</translation>
    </message>
    <message>
        <source>Set DESKTOP_SYNC_PASSPHRASE to the passphrase of this workspace.</source>
        <translation>Setzen Sie DESKTOP_SYNC_PASSPHRASE auf den Kennwortsatz dieses Arbeitsbereichs.</translation>
    </message>
    <message>
        <source>Set both clocks by the network&apos;s time.</source>
        <translation>Stellen Sie beide Uhren nach der Zeit im Netz.</translation>
    </message>
    <message>
        <source>Set cursor = &quot;…&quot; for the side.</source>
        <translation>Setzen Sie für die Seite cursor = &quot;…&quot;.</translation>
    </message>
    <message>
        <source>Set the password again.</source>
        <translation>Setzen Sie das Passwort neu.</translation>
    </message>
    <message>
        <source>Set them up in the system itself, and take them with `hooks add`.</source>
        <translation>Richten Sie sie im System selbst ein, und nehmen Sie sie mit „hooks add“ entgegen.</translation>
    </message>
    <message>
        <source>Set them up in {label} itself, and take them with `hooks add`.</source>
        <translation>Richten Sie sie in {label} selbst ein und nehmen Sie sie mit `hooks add` an.</translation>
    </message>
    <message>
        <source>Several fields on one side, one text on the other, with a separator.</source>
        <translation>Mehrere Felder auf einer Seite, ein Text auf der anderen, mit einem Trennzeichen.</translation>
    </message>
    <message>
        <source>Several words: a multiple choice, or a text with a separator. Their order makes no difference.</source>
        <translation>Mehrere Wörter: eine Mehrfachauswahl, oder ein Text mit Trennzeichen. Ihre Reihenfolge spielt keine Rolle.</translation>
    </message>
    <message>
        <source>Shopify</source>
        <translation>Shopify</translation>
    </message>
    <message>
        <source>Shown with the key</source>
        <translation>Wird mit dem Schlüssel gezeigt</translation>
    </message>
    <message>
        <source>Side {upper} becomes {account} · {table}.</source>
        <translation>Seite {upper} wird {account} · {table}.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>Sign in with your browser.</source>
        <translation>Melden Sie sich mit dem Browser an.</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Signed in as {username}; {count}</source>
        <translation>Angemeldet als {username}; {count}</translation>
    </message>
    <message>
        <source>Signed in as {username}; {len} tables</source>
        <translation>Angemeldet als {username}; {len} Tabellen</translation>
    </message>
    <message>
        <source>Signed in as {who}</source>
        <translation>Angemeldet als {who}</translation>
    </message>
    <message>
        <source>Signed in to {server}: {len} table.</source>
        <translation>Angemeldet an {server}: {len} Tabelle.</translation>
    </message>
    <message>
        <source>Signed in to {server}: {len} tables.</source>
        <translation>Angemeldet an {server}: {len} Tabellen.</translation>
    </message>
    <message>
        <source>Signed in, but nothing can be read</source>
        <translation>Angemeldet, aber nichts kann gelesen werden</translation>
    </message>
    <message>
        <source>Signed in, but this user has no address book</source>
        <translation>Angemeldet, aber dieser Benutzer hat kein Adressbuch</translation>
    </message>
    <message>
        <source>Signed in, but this user may read nothing</source>
        <translation>Angemeldet, aber dieser Benutzer darf nichts lesen</translation>
    </message>
    <message>
        <source>Signed in: {len} tables.</source>
        <translation>Angemeldet: {len} Tabellen.</translation>
    </message>
    <message>
        <source>Since the workspace was put back it can&apos;t be told whether this record has a partner: one on the other side is much like it.</source>
        <translation>Seit der Arbeitsbereich zurückgesetzt wurde, lässt sich nicht sagen, ob dieser Datensatz einen Partner hat: Einer auf der anderen Seite ist ihm sehr ähnlich.</translation>
    </message>
    <message>
        <source>Some rows have nothing in their key, so that they can&apos;t be told apart.</source>
        <translation>Einige Zeilen haben nichts in ihrem Schlüssel, daher sind sie nicht zu unterscheiden.</translation>
    </message>
    <message>
        <source>Something is missing to sign in.</source>
        <translation>Zum Anmelden fehlt etwas.</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Split it up.</source>
        <translation>Teilen Sie sie auf.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Shop</translation>
    </message>
    <message>
        <source>Stripe</source>
        <translation>Stripe</translation>
    </message>
    <message>
        <source>Subdomain</source>
        <translation>Subdomain</translation>
    </message>
    <message>
        <source>Such as 03:00, “Mon-Fri 03:00”, or off.</source>
        <translation>Etwa 03:00, „Mo-Fr 03:00“ oder off.</translation>
    </message>
    <message>
        <source>Such as https://hooks.example.org</source>
        <translation>Etwa https://hooks.example.org</translation>
    </message>
    <message>
        <source>Such as https://smee.io/…</source>
        <translation>Etwa https://smee.io/…</translation>
    </message>
    <message>
        <source>Sync it one way, or choose its table.</source>
        <translation>Gleichen Sie sie in eine Richtung ab, oder wählen Sie ihre Tabelle.</translation>
    </message>
    <message>
        <source>Sync one way, or connect to the primary server.</source>
        <translation>Gleichen Sie in eine Richtung ab, oder verbinden Sie den Hauptserver.</translation>
    </message>
    <message>
        <source>Sync one way, or use the primary server.</source>
        <translation>Gleichen Sie in eine Richtung ab, oder nehmen Sie den Hauptserver.</translation>
    </message>
    <message>
        <source>Sync the table behind it.</source>
        <translation>Gleichen Sie die Tabelle dahinter ab.</translation>
    </message>
    <message>
        <source>Tables and views of SQLite, PostgreSQL, MariaDB and MySQL.</source>
        <translation>Tabellen und Sichten von SQLite, PostgreSQL, MariaDB und MySQL.</translation>
    </message>
    <message>
        <source>Take a, b, or a value.</source>
        <translation>Nehmen Sie A, B oder einen Wert.</translation>
    </message>
    <message>
        <source>Take it out of the address and give it as a secret: --secret password=NAME_OF_A_VARIABLE.</source>
        <translation>Nehmen Sie es aus der Adresse heraus, und geben Sie es im Feld „Passwort“ an (--secret password=NAME_EINER_VARIABLE).</translation>
    </message>
    <message>
        <source>Take the side that deleted it to delete it, the other to make it again.</source>
        <translation>Nehmen Sie die Seite, die ihn gelöscht hat, um ihn zu löschen, die andere, um ihn neu anzulegen.</translation>
    </message>
    <message>
        <source>Take these fields out of those syncs, or remove those syncs first.</source>
        <translation>Nehmen Sie diese Felder aus jenen Abgleichen heraus, oder entfernen Sie jene Abgleiche zuerst.</translation>
    </message>
    <message>
        <source>Test the connection first.</source>
        <translation>Prüfen Sie zuerst die Verbindung.</translation>
    </message>
    <message>
        <source>That are asked for: those that your app names, for the sign-in in the browser</source>
        <translation>Um die gebeten wird: die, die Ihre App nennt, für die Anmeldung im Browser</translation>
    </message>
    <message>
        <source>That can&apos;t be done</source>
        <translation>Das geht nicht</translation>
    </message>
    <message>
        <source>That is no key of an audit.</source>
        <translation>Das ist kein Schlüssel eines Protokolls.</translation>
    </message>
    <message>
        <source>That is not there.</source>
        <translation>Das gibt es nicht.</translation>
    </message>
    <message>
        <source>The OpenAPI file can&apos;t be read.</source>
        <translation>Die OpenAPI-Datei ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The SHA-256 of the server&apos;s certificate or public key: no other one is taken then. Several with commas</source>
        <translation>Die SHA-256 des Zertifikats oder des öffentlichen Schlüssels des Servers: dann gilt kein anderes. Mehrere mit Kommas</translation>
    </message>
    <message>
        <source>The account can&apos;t be used</source>
        <translation>Der Zugang kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>The account {account} is paused.</source>
        <translation>Der Zugang {account} ist angehalten.</translation>
    </message>
    <message>
        <source>The address book has no field “{unknown}”.</source>
        <translation>Das Adressbuch hat kein Feld „{unknown}“.</translation>
    </message>
    <message>
        <source>The address books are at another server, {other}.</source>
        <translation>Die Adressbücher sind auf einem anderen Server, {other}.</translation>
    </message>
    <message>
        <source>The address book’s mark is looked at every 15 seconds: one small request.</source>
        <translation>Alle 15 Sekunden wird nach der Marke des Adressbuchs gesehen: eine kleine Anfrage.</translation>
    </message>
    <message>
        <source>The address has an unknown option “{name}”.</source>
        <translation>Die Adresse hat eine unbekannte Angabe „{name}“.</translation>
    </message>
    <message>
        <source>The address has an unknown “sslmode”, “{mode}”.</source>
        <translation>Die Adresse hat einen unbekannten „sslmode“, „{mode}“.</translation>
    </message>
    <message>
        <source>The address holds a password; it was not used.</source>
        <translation>Die Adresse enthält ein Passwort; es wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>The address names no database.</source>
        <translation>Die Adresse nennt keine Datenbank.</translation>
    </message>
    <message>
        <source>The address names no host.</source>
        <translation>Die Adresse nennt keinen Rechner.</translation>
    </message>
    <message>
        <source>The address of an SQLite file has three slashes, then the file’s path.</source>
        <translation>Die Adresse einer SQLite-Datei hat drei Schrägstriche, dann den Pfad der Datei.</translation>
    </message>
    <message>
        <source>The address of the next page can&apos;t be read.</source>
        <translation>Die Adresse der nächsten Seite lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The address of the store</source>
        <translation>Die Adresse des Shops</translation>
    </message>
    <message>
        <source>The answer to a create was lost, and {count} records could be the one it made.</source>
        <translation>Die Antwort auf ein Anlegen ging verloren, und {count} Datensätze könnten der angelegte sein.</translation>
    </message>
    <message>
        <source>The answer to a create was lost. The record is there, but “{name}” is blank.</source>
        <translation>Die Antwort auf ein Anlegen ging verloren. Der Datensatz ist da, aber „{name}“ ist leer.</translation>
    </message>
    <message>
        <source>The backup could not be read</source>
        <translation>Die Sicherung konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>The backup could not be written</source>
        <translation>Die Sicherung konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>The backup needs a passphrase: the workspace&apos;s key is in this system&apos;s keyring, which stays here.</source>
        <translation>Die Sicherung braucht einen Kennwortsatz: Der Schlüssel des Arbeitsbereichs ist im Schlüsselbund dieses Systems, der hierbleibt.</translation>
    </message>
    <message>
        <source>The backup&apos;s database is damaged.</source>
        <translation>Die Datenbank der Sicherung ist beschädigt.</translation>
    </message>
    <message>
        <source>The card is damaged and can&apos;t be edited.</source>
        <translation>Die Karte ist beschädigt und kann nicht bearbeitet werden.</translation>
    </message>
    <message>
        <source>The card is too big for the server.</source>
        <translation>Die Karte ist zu groß für den Server.</translation>
    </message>
    <message>
        <source>The change is not told: each run has to compare everything.</source>
        <translation>Die Änderung wird nicht gemeldet: Jeder Lauf muss alles vergleichen.</translation>
    </message>
    <message>
        <source>The change is told by the next question for changes.</source>
        <translation>Die Änderung wird bei der nächsten Frage nach Änderungen gemeldet.</translation>
    </message>
    <message>
        <source>The column whose value is different in every row, such as a customer number. Left empty, the program numbers the rows in a column of its own.</source>
        <translation>Die Spalte, deren Wert in jeder Zeile anders ist, etwa eine Kundennummer. Bleibt sie leer, nummeriert das Programm die Zeilen in einer eigenen Spalte.</translation>
    </message>
    <message>
        <source>The column “{id_column}” holds the program&apos;s own ids; it can&apos;t be mapped as a target.</source>
        <translation>Die Spalte „{id_column}“ enthält die Nummern des Programms; sie kann kein Ziel sein.</translation>
    </message>
    <message>
        <source>The column “{name}” holds formulas; they are not overwritten.</source>
        <translation>Die Spalte „{name}“ enthält Formeln; sie werden nicht überschrieben.</translation>
    </message>
    <message>
        <source>The connection broke before the answer came.</source>
        <translation>Die Verbindung brach ab, bevor die Antwort kam.</translation>
    </message>
    <message>
        <source>The connection to PostgreSQL was lost.</source>
        <translation>Die Verbindung zu PostgreSQL ging verloren.</translation>
    </message>
    <message>
        <source>The connection to {label} was lost.</source>
        <translation>Die Verbindung zu {label} ging verloren.</translation>
    </message>
    <message>
        <source>The connector&apos;s manifest has a mistake</source>
        <translation>Das Manifest des Konnektors hat einen Fehler</translation>
    </message>
    <message>
        <source>The consumer key of an app that signs in as itself (client credentials), for servers</source>
        <translation>Der Consumer Key einer App, die sich selbst anmeldet (Client Credentials), für Server</translation>
    </message>
    <message>
        <source>The consumer secret of the app that signs in as itself</source>
        <translation>Das Consumer Secret der App, die sich selbst anmeldet</translation>
    </message>
    <message>
        <source>The contacts of a Google account</source>
        <translation>Die Kontakte eines Google-Kontos</translation>
    </message>
    <message>
        <source>The contacts of a Microsoft 365 or Outlook.com mailbox</source>
        <translation>Die Kontakte eines Postfachs von Microsoft 365 oder Outlook.com</translation>
    </message>
    <message>
        <source>The cursor of {account} · {table} changes.</source>
        <translation>Das Feld der Änderungszeit von {account} · {table} ändert sich.</translation>
    </message>
    <message>
        <source>The database can only be read.</source>
        <translation>Die Datenbank kann nur gelesen werden.</translation>
    </message>
    <message>
        <source>The database does not say which columns identify a row of this view.</source>
        <translation>Die Datenbank sagt nicht, welche Spalten eine Zeile dieser Sicht bestimmen.</translation>
    </message>
    <message>
        <source>The database file can’t be opened.</source>
        <translation>Die Datenbankdatei kann nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>The database file could not be read or written.</source>
        <translation>Die Datenbankdatei konnte nicht gelesen oder geschrieben werden.</translation>
    </message>
    <message>
        <source>The database file is damaged.</source>
        <translation>Die Datenbankdatei ist beschädigt.</translation>
    </message>
    <message>
        <source>The database file is looked at four times a second.</source>
        <translation>Nach der Datenbankdatei wird viermal in der Sekunde gesehen.</translation>
    </message>
    <message>
        <source>The database file is read-only.</source>
        <translation>Die Datenbankdatei ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>The database has no tables that this user may see.</source>
        <translation>Die Datenbank hat keine Tabellen, die dieser Benutzer sehen darf.</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Die Festplatte ist voll</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Die Festplatte ist voll.</translation>
    </message>
    <message>
        <source>The disk reported an error.</source>
        <translation>Die Festplatte meldete einen Fehler.</translation>
    </message>
    <message>
        <source>The encoding “{name}” is not known.</source>
        <translation>Die Zeichenkodierung „{name}“ ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The encrypted connection could not be made.</source>
        <translation>Die verschlüsselte Verbindung kam nicht zustande.</translation>
    </message>
    <message>
        <source>The field “{name}” can&apos;t be a cursor: it is no date and time.</source>
        <translation>Das Feld „{name}“ kann keine Änderungszeit sein: Es ist kein Datum mit Uhrzeit.</translation>
    </message>
    <message>
        <source>The field “{name}” can&apos;t be written.</source>
        <translation>Das Feld „{name}“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The field “{name}” is not in the table any more.</source>
        <translation>Das Feld „{name}“ ist nicht mehr in der Tabelle.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read.</source>
        <translation>Die Datei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The file can&apos;t be read: {strerror}.</source>
        <translation>Die Datei kann nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>The file can&apos;t be used</source>
        <translation>Die Datei ist nicht verwendbar</translation>
    </message>
    <message>
        <source>The file can&apos;t be written: {strerror}.</source>
        <translation>Die Datei kann nicht geschrieben werden: {strerror}.</translation>
    </message>
    <message>
        <source>The file can&apos;t be {verb}: you have no permission.</source>
        <translation>Die Datei kann nicht {verb} werden: Sie dürfen es nicht.</translation>
    </message>
    <message>
        <source>The file can&apos;t be {verb}: {error}.</source>
        <translation>Die Datei kann nicht {verb} werden: {error}.</translation>
    </message>
    <message>
        <source>The file is being written by another program right now.</source>
        <translation>Die Datei wird gerade von einem anderen Programm geschrieben.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>Die Datei ist leer.</translation>
    </message>
    <message>
        <source>The file is looked at four times a second.</source>
        <translation>Viermal in der Sekunde wird nach der Datei gesehen.</translation>
    </message>
    <message>
        <source>The file is not an SQLite database.</source>
        <translation>Die Datei ist keine SQLite-Datenbank.</translation>
    </message>
    <message>
        <source>The file is not there.</source>
        <translation>Die Datei ist nicht da.</translation>
    </message>
    <message>
        <source>The file isn&apos;t UTF-8 text.</source>
        <translation>Die Datei ist kein Text in UTF-8.</translation>
    </message>
    <message>
        <source>The file that describes the system (docs/MANIFEST.md)</source>
        <translation>Die Datei, die das System beschreibt (docs/MANIFEST.md)</translation>
    </message>
    <message>
        <source>The file that says how the workspace is keyed is damaged.</source>
        <translation>Die Datei, die sagt, wie der Arbeitsbereich verschlüsselt ist, ist beschädigt.</translation>
    </message>
    <message>
        <source>The file with the certificate authority can&apos;t be read.</source>
        <translation>Die Datei mit der Zertifizierungsstelle kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The file&apos;s characters can&apos;t be read{named}.</source>
        <translation>Die Zeichen der Datei können nicht{named} gelesen werden.</translation>
    </message>
    <message>
        <source>The file&apos;s encoding ({codec}) has no character {shown}, which “{name}” needs. Save the file as “CSV UTF-8”.</source>
        <translation>Die Zeichenkodierung der Datei ({codec}) hat kein Zeichen {shown}, das „{name}“ braucht. Speichern Sie die Datei als „CSV UTF-8“.</translation>
    </message>
    <message>
        <source>The filter holds a “;”.</source>
        <translation>Der Filter enthält ein „;“.</translation>
    </message>
    <message>
        <source>The filter is not a Tryton domain.</source>
        <translation>Der Filter ist keine Tryton-Domain.</translation>
    </message>
    <message>
        <source>The filter is not an Odoo domain.</source>
        <translation>Der Filter ist keine Odoo-Domain.</translation>
    </message>
    <message>
        <source>The filter names the field “{name}”, which the table does not have.</source>
        <translation>Der Filter nennt das Feld „{name}“, das die Tabelle nicht hat.</translation>
    </message>
    <message>
        <source>The filter of {account} · {table} is in its own language: it chose the records that were copied, but was not asked again.</source>
        <translation>Der Filter von {account} · {table} ist in seiner eigenen Sprache: Er wählte die kopierten Datensätze aus, wurde aber nicht noch einmal gefragt.</translation>
    </message>
    <message>
        <source>The filter&apos;s value for “{name}” is not of the type “{type}”.</source>
        <translation>Der Wert des Filters für „{name}“ ist nicht vom Typ „{type}“.</translation>
    </message>
    <message>
        <source>The first pairing is taken back: the next run waits for approval again.</source>
        <translation>Die erste Zuordnung wird zurückgenommen: Der nächste Lauf wartet wieder auf Freigabe.</translation>
    </message>
    <message>
        <source>The first part of its myshopify.com address</source>
        <translation>Der erste Teil seiner Adresse auf myshopify.com</translation>
    </message>
    <message>
        <source>The first part of the address that you sign in at</source>
        <translation>Der erste Teil der Adresse, an der Sie sich anmelden</translation>
    </message>
    <message>
        <source>The folder for rehearsals could not be made</source>
        <translation>Der Ordner für Probeläufe konnte nicht angelegt werden</translation>
    </message>
    <message>
        <source>The host “{host}” is not known.</source>
        <translation>Der Rechner „{host}“ ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Give {ways}.{browser}</source>
        <translation>Geben Sie {ways} an.{browser}</translation>
    </message>
    <message>
        <source>587 and 465 are usual.</source>
        <translation>Üblich sind 587 und 465.</translation>
    </message>
    <message>
        <source>Application password</source>
        <translation>Anwendungspasswort</translation>
    </message>
    <message>
        <source>Check the address. Where the system gives pages, ask for smaller ones.</source>
        <translation>Prüfen Sie die Adresse. Wo das System in Seiten antwortet, verlangen Sie kleinere.</translation>
    </message>
    <message>
        <source>Choose a table on the left.</source>
        <translation>Wählen Sie links eine Tabelle.</translation>
    </message>
    <message>
        <source>Choose a table on the right.</source>
        <translation>Wählen Sie rechts eine Tabelle.</translation>
    </message>
    <message>
        <source>From the user&apos;s profile, Application Passwords; not the one that you sign in with</source>
        <translation>Aus dem Profil des Benutzers, Anwendungspasswörter; nicht das, mit dem Sie sich anmelden</translation>
    </message>
    <message>
        <source>Give 1 or more, or 0 for never.</source>
        <translation>Geben Sie 1 oder mehr an, oder 0 für nie.</translation>
    </message>
    <message>
        <source>Go back there: it tells what came of it. You can close this page.</source>
        <translation>Gehen Sie dorthin zurück: Dort steht, was daraus wurde. Sie können diese Seite schließen.</translation>
    </message>
    <message>
        <source>Go back to Desktop Sync and sign in from there.</source>
        <translation>Gehen Sie zurück zu Desktop Sync und melden Sie sich von dort an.</translation>
    </message>
    <message>
        <source>Go back to Desktop Sync. If it waits still, sign in from there again.</source>
        <translation>Gehen Sie zurück zu Desktop Sync. Wartet es noch, melden Sie sich von dort neu an.</translation>
    </message>
    <message>
        <source>It is the identifier of your own client in the system: --set {missing}=…</source>
        <translation>Es ist die Kennung Ihres eigenen Clients im System: --set {missing}=…</translation>
    </message>
    <message>
        <source>It says: “{code}”</source>
        <translation>Es sagt: „{code}“</translation>
    </message>
    <message>
        <source>It says: “{said}”</source>
        <translation>Es sagt: „{said}“</translation>
    </message>
    <message>
        <source>Nobody signed in in the browser in time.</source>
        <translation>Niemand hat sich rechtzeitig im Browser angemeldet.</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <translation>Nichts zu tun.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Nothing was sent there. Sign in again; if this stays, tell the system&apos;s people.</source>
        <translation>Es wurde nichts dorthin geschickt. Melden Sie sich neu an; wenn es bleibt, sagen Sie es den Leuten des Systems.</translation>
    </message>
    <message>
        <source>Of the redirect address that is registered with your client: http://127.0.0.1:PORT/callback</source>
        <translation>Der Rücksprungadresse, die bei Ihrem Client eingetragen ist: http://127.0.0.1:PORT/callback</translation>
    </message>
    <message>
        <source>Of the redirect address that is registered with your client: http://localhost:PORT/callback</source>
        <translation>Der Rücksprungadresse, die bei Ihrem Client eingetragen ist: http://localhost:PORT/callback</translation>
    </message>
    <message>
        <source>Of your client, where it has one</source>
        <translation>Ihres Clients, wo er eines hat</translation>
    </message>
    <message>
        <source>Of your own OAuth client (“Desktop app”), for the sign-in in the browser</source>
        <translation>Ihres eigenen OAuth-Clients („Desktop app“), für die Anmeldung im Browser</translation>
    </message>
    <message>
        <source>One who may edit what is to be synced</source>
        <translation>Einer, der bearbeiten darf, was abgeglichen wird</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Posts, pages, users and the types of plugins of a WordPress site</source>
        <translation>Beiträge, Seiten, Benutzer und die Typen der Plugins einer WordPress-Website</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Rechte</translation>
    </message>
    <message>
        <source>Sign in again and choose that one in the browser, or leave the setting out.</source>
        <translation>Melden Sie sich neu an und wählen Sie im Browser dieses, oder lassen Sie die Einstellung weg.</translation>
    </message>
    <message>
        <source>Sign in again, and allow the access.</source>
        <translation>Melden Sie sich neu an, und erlauben Sie den Zugriff.</translation>
    </message>
    <message>
        <source>Sign in again, and choose what to connect.</source>
        <translation>Melden Sie sich neu an, und wählen Sie, was verbunden werden soll.</translation>
    </message>
    <message>
        <source>Sign in again, or check the client&apos;s settings.</source>
        <translation>Melden Sie sich neu an, oder prüfen Sie die Einstellungen des Clients.</translation>
    </message>
    <message>
        <source>Sign in again. If the browser showed an error about the redirect address, register exactly {url} with your client.</source>
        <translation>Melden Sie sich neu an. Zeigte der Browser einen Fehler zur Rücksprungadresse, tragen Sie bei Ihrem Client genau {url} ein.</translation>
    </message>
    <message>
        <source>Sign in in another way.</source>
        <translation>Melden Sie sich auf andere Weise an.</translation>
    </message>
    <message>
        <source>Signed in to {label}</source>
        <translation>Angemeldet an {label}</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Somebody else answered than who was asked.</source>
        <translation>Ein anderer hat geantwortet als der Gefragte.</translation>
    </message>
    <message>
        <source>That are asked for; apps made before March 2026 may need accounting.transactions instead of accounting.invoices</source>
        <translation>Um die gebeten wird; Apps von vor März 2026 brauchen vielleicht accounting.transactions statt accounting.invoices</translation>
    </message>
    <message>
        <source>The address of the site</source>
        <translation>Die Adresse der Website</translation>
    </message>
    <message>
        <source>The client may not ask for these rights.</source>
        <translation>Der Client darf nicht um diese Rechte bitten.</translation>
    </message>
    <message>
        <source>The code was not used in time.</source>
        <translation>Der Code wurde nicht rechtzeitig verwendet.</translation>
    </message>
    <message>
        <source>The consumer key of your own app, for the sign-in in the browser</source>
        <translation>Der Verbraucherschlüssel Ihrer eigenen App, für die Anmeldung im Browser</translation>
    </message>
    <message>
        <source>The id of your own application (“Mobile and desktop applications”, http://localhost), for the sign-in in the browser</source>
        <translation>Die Kennung Ihrer eigenen Anwendung („Mobile and desktop applications“, http://localhost), für die Anmeldung im Browser</translation>
    </message>
    <message>
        <source>The identifier of your own OAuth client (Admin Center, APIs), for the sign-in in the browser</source>
        <translation>Die Kennung Ihres eigenen OAuth-Clients (Admin Center, APIs), für die Anmeldung im Browser</translation>
    </message>
    <message>
        <source>The identifier of your own app (“Mobile or desktop app”), for the sign-in in the browser</source>
        <translation>Die Kennung Ihrer eigenen App („Mobile or desktop app“), für die Anmeldung im Browser</translation>
    </message>
    <message>
        <source>The key column “{key}” must not be empty.</source>
        <translation>Die Schlüsselspalte „{key}“ darf nicht leer sein.</translation>
    </message>
    <message>
        <source>The key column “{name}” holds the same in {lines}.</source>
        <translation>Die Schlüsselspalte „{name}“ enthält dasselbe in {lines}.</translation>
    </message>
    <message>
        <source>The key column “{name}” is empty in {lines}.</source>
        <translation>Die Schlüsselspalte „{name}“ ist leer in {lines}.</translation>
    </message>
    <message>
        <source>The key in the system&apos;s keyring is not this workspace&apos;s key.</source>
        <translation>Der Schlüssel im Schlüsselbund des Systems ist nicht der dieses Arbeitsbereichs.</translation>
    </message>
    <message>
        <source>The key stands for more than one row.</source>
        <translation>Der Schlüssel steht für mehr als eine Zeile.</translation>
    </message>
    <message>
        <source>The key “{name}” has no value and the system gives none.</source>
        <translation>Der Schlüssel „{name}“ hat keinen Wert, und das System gibt keinen.</translation>
    </message>
    <message>
        <source>The key “{name}” of a record can&apos;t be changed.</source>
        <translation>Der Schlüssel „{name}“ eines Datensatzes kann nicht geändert werden.</translation>
    </message>
    <message>
        <source>The keyring&apos;s entry for this workspace is not a key.</source>
        <translation>Der Eintrag des Schlüsselbunds für diesen Arbeitsbereich ist kein Schlüssel.</translation>
    </message>
    <message>
        <source>The later change wins. Where the times don&apos;t tell, you are asked.</source>
        <translation>Die spätere Änderung gilt. Wo die Zeiten es nicht sagen, werden Sie gefragt.</translation>
    </message>
    <message>
        <source>The list changed again and again while it was read.</source>
        <translation>Die Liste änderte sich immer wieder, während sie gelesen wurde.</translation>
    </message>
    <message>
        <source>The list does not go on.</source>
        <translation>Die Liste geht nicht weiter.</translation>
    </message>
    <message>
        <source>The list does not go on: the system gives the same page again.</source>
        <translation>Die Liste geht nicht weiter: Das System gibt dieselbe Seite noch einmal aus.</translation>
    </message>
    <message>
        <source>The list is not where the manifest says.</source>
        <translation>Die Liste ist nicht, wo das Manifest sagt.</translation>
    </message>
    <message>
        <source>The list leads back to a page that was read before.</source>
        <translation>Die Liste führt auf eine Seite zurück, die schon gelesen ist.</translation>
    </message>
    <message>
        <source>The lock file could not be made</source>
        <translation>Die Sperrdatei konnte nicht angelegt werden</translation>
    </message>
    <message>
        <source>The mail server does not answer.</source>
        <translation>Der Mailserver antwortet nicht.</translation>
    </message>
    <message>
        <source>The mail server offers no encryption.</source>
        <translation>Der Mailserver bietet keine Verschlüsselung an.</translation>
    </message>
    <message>
        <source>The mail server refuses the message (code {smtp_code}).</source>
        <translation>Der Mailserver weist die Nachricht ab (Code {smtp_code}).</translation>
    </message>
    <message>
        <source>The mail server refuses user or password.</source>
        <translation>Der Mailserver weist Benutzer oder Passwort ab.</translation>
    </message>
    <message>
        <source>The mail server takes nothing for that address.</source>
        <translation>Der Mailserver nimmt für diese Adresse nichts an.</translation>
    </message>
    <message>
        <source>The manifest can&apos;t be written: {strerror}.</source>
        <translation>Das Manifest kann nicht geschrieben werden: {strerror}.</translation>
    </message>
    <message>
        <source>The manifest does not tell how one record of “{name}” is read.</source>
        <translation>Das Manifest sagt nicht, wie ein Datensatz von „{name}“ gelesen wird.</translation>
    </message>
    <message>
        <source>The name of the database</source>
        <translation>Der Name der Datenbank</translation>
    </message>
    <message>
        <source>The newest do not come first.</source>
        <translation>Die neuesten kommen nicht zuerst.</translation>
    </message>
    <message>
        <source>The next page is said to be at another system.</source>
        <translation>Die nächste Seite soll bei einem anderen System sein.</translation>
    </message>
    <message>
        <source>The old workspace could not be put aside</source>
        <translation>Der alte Arbeitsbereich konnte nicht beiseitegelegt werden</translation>
    </message>
    <message>
        <source>The other side differs, and conflict {id} waits.</source>
        <translation>Die andere Seite weicht ab, und Konflikt {id} wartet.</translation>
    </message>
    <message>
        <source>The passphrase does not open this workspace.</source>
        <translation>Der Kennwortsatz öffnet diesen Arbeitsbereich nicht.</translation>
    </message>
    <message>
        <source>The plan waits for your approval</source>
        <translation>Der Plan wartet auf Ihre Freigabe</translation>
    </message>
    <message>
        <source>The port {port}, which the sign-in comes back to, is in use by another program.</source>
        <translation>Den Port {port}, zu dem die Anmeldung zurückkommt, benutzt ein anderes Programm.</translation>
    </message>
    <message>
        <source>The program has no place for its row numbers: column {column_letters} is in use.</source>
        <translation>Das Programm hat keinen Platz für seine Zeilennummern: Spalte {column_letters} ist belegt.</translation>
    </message>
    <message>
        <source>The program tries again by itself.</source>
        <translation>Das Programm versucht es von selbst noch einmal.</translation>
    </message>
    <message>
        <source>The proxy refuses the connection.</source>
        <translation>Der Proxy lehnt die Verbindung ab.</translation>
    </message>
    <message>
        <source>The quotation marks in line {line} don&apos;t fit together.</source>
        <translation>Die Anführungszeichen in Zeile {line} passen nicht zusammen.</translation>
    </message>
    <message>
        <source>The record can&apos;t be read any more after {method}.</source>
        <translation>Nach {method} ist der Datensatz nicht mehr lesbar.</translation>
    </message>
    <message>
        <source>The record in {upper} that it belongs to has another partner already, or is outside the filter.</source>
        <translation>Der Datensatz in {upper}, zu dem er gehört, hat schon ein anderes Gegenstück oder liegt außerhalb des Filters.</translation>
    </message>
    <message>
        <source>The record is as it was.</source>
        <translation>Der Datensatz ist, wie er war.</translation>
    </message>
    <message>
        <source>The record stays in {target}, on its own: the two are no longer a pair.</source>
        <translation>Der Datensatz bleibt in {target}, für sich: Die beiden sind kein Paar mehr.</translation>
    </message>
    <message>
        <source>The record stays in {target}. Nothing is deleted.</source>
        <translation>Der Datensatz bleibt in {target}. Nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>The record was deleted in run {run_id}{at}: {reason}. It is kept whole in the history.</source>
        <translation>Der Datensatz wurde in Lauf {run_id}{at} gelöscht: {reason}. Er ist im Verlauf ganz aufbewahrt.</translation>
    </message>
    <message>
        <source>The record “{ref}” can be read still after a DELETE: deleting is left out, remove it by hand.</source>
        <translation>Der Datensatz „{ref}“ ist nach einem DELETE noch lesbar: Das Löschen bleibt weg, entfernen Sie ihn von Hand.</translation>
    </message>
    <message>
        <source>The record “{ref}” can&apos;t be read: HTTP {status}.</source>
        <translation>Der Datensatz „{ref}“ ist nicht lesbar: HTTP {status}.</translation>
    </message>
    <message>
        <source>The records can&apos;t be listed: HTTP {status}.</source>
        <translation>Die Datensätze lassen sich nicht auflisten: HTTP {status}.</translation>
    </message>
    <message>
        <source>The run was interrupted: the program or the computer stopped.</source>
        <translation>Der Lauf wurde unterbrochen: Das Programm oder der Rechner hielt an.</translation>
    </message>
    <message>
        <source>The same day on both sides. A date-time field keeps its time of day.</source>
        <translation>Derselbe Tag auf beiden Seiten. Ein Feld mit Datum und Uhrzeit behält seine Uhrzeit.</translation>
    </message>
    <message>
        <source>The same e-mail address. Capitals and small letters make no difference.</source>
        <translation>Dieselbe E-Mail-Adresse. Groß- und Kleinschreibung spielt keine Rolle.</translation>
    </message>
    <message>
        <source>The same moment on both sides, each in its own format, time zone and precision.</source>
        <translation>Derselbe Zeitpunkt auf beiden Seiten, jede mit eigenem Format, eigener Zeitzone und Genauigkeit.</translation>
    </message>
    <message>
        <source>The same number in two units, such as euros and cents: B is A times the factor.</source>
        <translation>Dieselbe Zahl in zwei Einheiten, etwa Euro und Cent: B ist A mal dem Faktor.</translation>
    </message>
    <message>
        <source>The same number on both sides, whatever its type. Rounded to the decimals that a side can hold.</source>
        <translation>Dieselbe Zahl auf beiden Seiten, gleich welcher Art. Gerundet auf die Nachkommastellen, die eine Seite aufnehmen kann.</translation>
    </message>
    <message>
        <source>The same phone number, however it is written; each side can have its own form. What is no number stays as it is.</source>
        <translation>Dieselbe Telefonnummer, wie auch immer sie geschrieben ist; jede Seite kann ihre eigene Form haben. Was keine Nummer ist, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>The same text on both sides. Outer space, line ends and the field&apos;s maximum length make no difference.</source>
        <translation>Derselbe Text auf beiden Seiten. Leerraum außen, Zeilenenden und die Höchstlänge des Feldes spielen keine Rolle.</translation>
    </message>
    <message>
        <source>The same text, where capitals and small letters make no difference; each side can have its own style.</source>
        <translation>Derselbe Text, bei dem Groß- und Kleinschreibung keine Rolle spielt; jede Seite kann ihre eigene haben.</translation>
    </message>
    <message>
        <source>The same text, written without spaces before and after it.</source>
        <translation>Derselbe Text, ohne Leerzeichen davor und danach geschrieben.</translation>
    </message>
    <message>
        <source>The same time of day on both sides.</source>
        <translation>Dieselbe Uhrzeit auf beiden Seiten.</translation>
    </message>
    <message>
        <source>The secret “{key}” is missing.</source>
        <translation>Das Geheimnis „{key}“ fehlt.</translation>
    </message>
    <message>
        <source>The selection of {account} · {table} changes. Pairs that fall out of it are kept apart: nothing is deleted.</source>
        <translation>Die Auswahl von {account} · {table} ändert sich. Paare, die herausfallen, werden getrennt gehalten: Nichts wird gelöscht.</translation>
    </message>
    <message>
        <source>The server does not let this user in from this computer.</source>
        <translation>Der Server lässt diesen Benutzer von diesem Rechner aus nicht hinein.</translation>
    </message>
    <message>
        <source>The server gave only a part of the list.</source>
        <translation>Der Server gab nur einen Teil der Liste.</translation>
    </message>
    <message>
        <source>The server has a problem of its own (HTTP {status}).</source>
        <translation>Der Server hat selbst ein Problem (HTTP {status}).</translation>
    </message>
    <message>
        <source>The server has no space left.</source>
        <translation>Der Server hat keinen Platz mehr.</translation>
    </message>
    <message>
        <source>The server is busy (HTTP {status}).</source>
        <translation>Der Server ist beschäftigt (HTTP {status}).</translation>
    </message>
    <message>
        <source>The server left out cards that it had listed.</source>
        <translation>Der Server ließ Karten aus, die er aufgezählt hatte.</translation>
    </message>
    <message>
        <source>The server marks no changes; the sync runs by its interval.</source>
        <translation>Der Server markiert keine Änderungen; der Abgleich läuft nach seinem Zeitplan.</translation>
    </message>
    <message>
        <source>The server names no address books for this user.</source>
        <translation>Der Server nennt keine Adressbücher für diesen Benutzer.</translation>
    </message>
    <message>
        <source>The server refuses the card (HTTP {status_code}).</source>
        <translation>Der Server lehnt die Karte ab (HTTP {status_code}).</translation>
    </message>
    <message>
        <source>The server&apos;s answer can&apos;t be trusted.</source>
        <translation>Der Antwort des Servers ist nicht zu trauen.</translation>
    </message>
    <message>
        <source>The server, or one address book of it</source>
        <translation>Der Server, oder ein Adressbuch darauf</translation>
    </message>
    <message>
        <source>The server’s disk is full.</source>
        <translation>Die Festplatte des Servers ist voll.</translation>
    </message>
    <message>
        <source>The setting “keys” can&apos;t be read at “{part}”.</source>
        <translation>Die Einstellung „keys“ ist bei „{part}“ nicht lesbar.</translation>
    </message>
    <message>
        <source>The setting “overlap” is not a number of seconds between 0 and 86400.</source>
        <translation>Die Einstellung „overlap“ ist keine Zahl von Sekunden zwischen 0 und 86400.</translation>
    </message>
    <message>
        <source>The setting “path” is missing.</source>
        <translation>Die Einstellung „path“ fehlt.</translation>
    </message>
    <message>
        <source>The setting “url” has a port or host that can’t be read.</source>
        <translation>Die Einstellung „url“ hat einen Port oder Rechner, der nicht lesbar ist.</translation>
    </message>
    <message>
        <source>The setting “url” is not the address of a database that can be connected.</source>
        <translation>Die Einstellung „url“ ist nicht die Adresse einer Datenbank, die verbunden werden kann.</translation>
    </message>
    <message>
        <source>The setting “{key}” is missing.</source>
        <translation>Die Einstellung „{key}“ fehlt.</translation>
    </message>
    <message>
        <source>The setting “{missing}” is missing.</source>
        <translation>Die Einstellung „{missing}“ fehlt.</translation>
    </message>
    <message>
        <source>The sheet is empty.</source>
        <translation>Das Blatt ist leer.</translation>
    </message>
    <message>
        <source>The sign-in did not work</source>
        <translation>Die Anmeldung hat nicht geklappt</translation>
    </message>
    <message>
        <source>The sign-in has ended and can&apos;t be renewed.</source>
        <translation>Die Anmeldung ist abgelaufen und kann nicht erneuert werden.</translation>
    </message>
    <message>
        <source>The sign-in is good for nothing there: nothing was chosen in the browser.</source>
        <translation>Die Anmeldung taugt dort zu nichts: Im Browser wurde nichts gewählt.</translation>
    </message>
    <message>
        <source>The sign-in is not good for the “{setting}” that was given.</source>
        <translation>Die Anmeldung gilt nicht für das angegebene „{setting}“.</translation>
    </message>
    <message>
        <source>The sign-in was declined in the browser.</source>
        <translation>Die Anmeldung wurde im Browser abgelehnt.</translation>
    </message>
    <message>
        <source>The sign-in was refused.</source>
        <translation>Die Anmeldung wurde abgelehnt.</translation>
    </message>
    <message>
        <source>The sign-in was stopped.</source>
        <translation>Die Anmeldung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The sync names no cursor field.</source>
        <translation>Der Abgleich nennt kein Feld der Änderungszeit.</translation>
    </message>
    <message>
        <source>The sync&apos;s definition has a mistake</source>
        <translation>Die Beschreibung des Abgleichs hat einen Fehler</translation>
    </message>
    <message>
        <source>The system answers with an address that can&apos;t be read.</source>
        <translation>Das System antwortet mit einer Adresse, die nicht lesbar ist.</translation>
    </message>
    <message>
        <source>The system asks to wait.</source>
        <translation>Das System bittet zu warten.</translation>
    </message>
    <message>
        <source>The system can&apos;t be reached.</source>
        <translation>Das System ist nicht zu erreichen.</translation>
    </message>
    <message>
        <source>The system did not answer</source>
        <translation>Das System hat nicht geantwortet</translation>
    </message>
    <message>
        <source>The system does not know this client.</source>
        <translation>Das System kennt diesen Client nicht.</translation>
    </message>
    <message>
        <source>The system does not take the call.</source>
        <translation>Das System nimmt den Aufruf nicht an.</translation>
    </message>
    <message>
        <source>The system does not understand the filter.</source>
        <translation>Das System versteht den Filter nicht.</translation>
    </message>
    <message>
        <source>The system does not understand the sign-in.</source>
        <translation>Das System versteht die Anmeldung nicht.</translation>
    </message>
    <message>
        <source>The system fails again and again; it is left alone for a while.</source>
        <translation>Das System scheitert immer wieder; es wird eine Weile in Ruhe gelassen.</translation>
    </message>
    <message>
        <source>The system has a problem of its own (HTTP {status}).</source>
        <translation>Das System hat selbst ein Problem (HTTP {status}).</translation>
    </message>
    <message>
        <source>The system has a problem of its own.</source>
        <translation>Das System hat selbst ein Problem.</translation>
    </message>
    <message>
        <source>The system has forgotten the position in its list of changes.</source>
        <translation>Das System hat die Stelle in seiner Liste der Änderungen vergessen.</translation>
    </message>
    <message>
        <source>The system has moved to another address.</source>
        <translation>Das System ist an eine andere Adresse umgezogen.</translation>
    </message>
    <message>
        <source>The system has no such sign-in.</source>
        <translation>Das System hat keine solche Anmeldung.</translation>
    </message>
    <message>
        <source>The system has not finished what it was asked to do.</source>
        <translation>Das System ist mit dem Verlangten nicht fertig geworden.</translation>
    </message>
    <message>
        <source>The system is busy.</source>
        <translation>Das System ist beschäftigt.</translation>
    </message>
    <message>
        <source>The system made no new record for it, but answered with {ref}, which belongs to another one already: to the system the two are the same.</source>
        <translation>Das System hat dafür keinen neuen Datensatz angelegt, sondern mit {ref} geantwortet, das schon zu einem anderen gehört: Für das System sind die beiden dasselbe.</translation>
    </message>
    <message>
        <source>The system names no address to sign in at.</source>
        <translation>Das System nennt keine Adresse zum Anmelden.</translation>
    </message>
    <message>
        <source>The system refuses it (HTTP {status}). {words}</source>
        <translation>Das System lehnt es ab (HTTP {status}). {words}</translation>
    </message>
    <message>
        <source>The system refuses the sign-in.</source>
        <translation>Das System lehnt die Anmeldung ab.</translation>
    </message>
    <message>
        <source>The system refuses this record.</source>
        <translation>Das System lehnt diesen Datensatz ab.</translation>
    </message>
    <message>
        <source>The system refuses to be read (HTTP {status}).</source>
        <translation>Das System lässt sich nicht lesen (HTTP {status}).</translation>
    </message>
    <message>
        <source>The system refuses to renew the sign-in.</source>
        <translation>Das System lehnt es ab, die Anmeldung zu erneuern.</translation>
    </message>
    <message>
        <source>The system refuses to take the earlier value back.</source>
        <translation>Das System lehnt es ab, den früheren Wert zurückzunehmen.</translation>
    </message>
    <message>
        <source>The system reported success but did not keep: {name}.</source>
        <translation>Das System meldete Erfolg, behielt aber nicht: {name}.</translation>
    </message>
    <message>
        <source>The system shows another certificate than the one that is pinned, so nothing was sent.</source>
        <translation>Das System zeigt ein anderes Zertifikat als das festgelegte; es wurde nichts gesendet.</translation>
    </message>
    <message>
        <source>The system takes the change, but does not make it.</source>
        <translation>Das System nimmt die Änderung an, macht sie aber nicht.</translation>
    </message>
    <message>
        <source>The system&apos;s answer can&apos;t be read.</source>
        <translation>Die Antwort des Systems ist nicht lesbar.</translation>
    </message>
    <message>
        <source>The system&apos;s answer does not come to an end, so it was not read.</source>
        <translation>Die Antwort des Systems nimmt kein Ende, darum wurde sie nicht gelesen.</translation>
    </message>
    <message>
        <source>The system&apos;s answer does not mention this record.</source>
        <translation>Die Antwort des Systems erwähnt diesen Datensatz nicht.</translation>
    </message>
    <message>
        <source>The system&apos;s certificate can&apos;t be trusted, so nothing was sent.</source>
        <translation>Dem Zertifikat des Systems ist nicht zu trauen, daher wurde nichts geschickt.</translation>
    </message>
    <message>
        <source>The system&apos;s keyring can&apos;t be read ({type}).</source>
        <translation>Der Schlüsselbund des Systems kann nicht gelesen werden ({type}).</translation>
    </message>
    <message>
        <source>The system&apos;s keyring can&apos;t be used ({type}).</source>
        <translation>Der Schlüsselbund des Systems kann nicht verwendet werden ({type}).</translation>
    </message>
    <message>
        <source>The system&apos;s keyring does not keep what is put into it.</source>
        <translation>Der Schlüsselbund des Systems behält nicht, was hineingelegt wird.</translation>
    </message>
    <message>
        <source>The system&apos;s keyring has no key for this workspace.</source>
        <translation>Der Schlüsselbund des Systems hat keinen Schlüssel für diesen Arbeitsbereich.</translation>
    </message>
    <message>
        <source>The system&apos;s limit of calls is used up for now.</source>
        <translation>Die Zahl der Aufrufe, die das System erlaubt, ist vorerst verbraucht.</translation>
    </message>
    <message>
        <source>The system&apos;s list was cut short</source>
        <translation>Die Liste des Systems brach ab</translation>
    </message>
    <message>
        <source>The system&apos;s quota is used up.</source>
        <translation>Das Kontingent des Systems ist verbraucht.</translation>
    </message>
    <message>
        <source>The system&apos;s sign-in has a problem of its own.</source>
        <translation>Die Anmeldung des Systems hat selbst ein Problem.</translation>
    </message>
    <message>
        <source>The table can&apos;t be used</source>
        <translation>Die Tabelle ist nicht verwendbar</translation>
    </message>
    <message>
        <source>The table has no cursor.</source>
        <translation>Die Tabelle hat kein Feld der Änderungszeit.</translation>
    </message>
    <message>
        <source>The table has no primary key, so its rows can&apos;t be told apart.</source>
        <translation>Die Tabelle hat keinen Primärschlüssel, daher sind ihre Zeilen nicht zu unterscheiden.</translation>
    </message>
    <message>
        <source>The table is gone.</source>
        <translation>Die Tabelle gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>The table “{name}” ({upper}) asks for {listed} in a new record now: new records are held until the field is linked in the mapping, or has a default there.</source>
        <translation>Die Tabelle „{name}“ ({upper}) verlangt jetzt {listed} in einem neuen Datensatz: Neue Datensätze werden zurückgestellt, bis das Feld verknüpft ist oder dort einen Vorgabewert hat.</translation>
    </message>
    <message>
        <source>The table “{table}” ({upper}) is gone.{nearest} Nothing was deleted on the other side.</source>
        <translation>Die Tabelle „{table}“ ({upper}) gibt es nicht mehr.{nearest} Auf der anderen Seite wurde nichts gelöscht.</translation>
    </message>
    <message>
        <source>The table “{table}” was not copied.</source>
        <translation>Die Tabelle „{table}“ wurde nicht kopiert.</translation>
    </message>
    <message>
        <source>The tables of an Airtable base</source>
        <translation>Die Tabellen einer Airtable-Base</translation>
    </message>
    <message>
        <source>The tenant&apos;s id, as GET /connections lists it</source>
        <translation>Die Kennung des Mandanten, wie GET /connections sie nennt</translation>
    </message>
    <message>
        <source>The user has no permission for this.</source>
        <translation>Der Benutzer hat dazu kein Recht.</translation>
    </message>
    <message>
        <source>The user “{user}” could not sign in: wrong user or password.</source>
        <translation>Der Benutzer „{user}“ konnte sich nicht anmelden: falscher Benutzer oder falsches Passwort.</translation>
    </message>
    <message>
        <source>The value as it is, for two fields of the same type.</source>
        <translation>Der Wert, wie er ist, für zwei Felder derselben Art.</translation>
    </message>
    <message>
        <source>The value can&apos;t be stored: {error}</source>
        <translation>Der Wert kann nicht gespeichert werden: {error}</translation>
    </message>
    <message>
        <source>The vault of the account secrets</source>
        <translation>Der Tresor mit den Geheimnissen der Zugänge</translation>
    </message>
    <message>
        <source>The vault of the account secrets did not keep a secret.</source>
        <translation>Der Tresor mit den Geheimnissen der Zugänge hat ein Geheimnis nicht behalten.</translation>
    </message>
    <message>
        <source>The vault of the account secrets is damaged.</source>
        <translation>Der Tresor mit den Geheimnissen der Zugänge ist beschädigt.</translation>
    </message>
    <message>
        <source>The view can only be read.</source>
        <translation>Die Sicht kann nur gelesen werden.</translation>
    </message>
    <message>
        <source>The view does not tell the key of a new row.</source>
        <translation>Die Sicht nennt den Schlüssel einer neuen Zeile nicht.</translation>
    </message>
    <message>
        <source>The webhook’s address answers with HTTP {status_code}.</source>
        <translation>Die Webadresse antwortet mit HTTP {status_code}.</translation>
    </message>
    <message>
        <source>The webhook’s address does not answer.</source>
        <translation>Die Webadresse antwortet nicht.</translation>
    </message>
    <message>
        <source>The workbook is damaged.</source>
        <translation>Die Arbeitsmappe ist beschädigt.</translation>
    </message>
    <message>
        <source>The workbook is damaged: a part of it is missing.</source>
        <translation>Die Arbeitsmappe ist beschädigt: Ein Teil fehlt.</translation>
    </message>
    <message>
        <source>The workbook is damaged: it can&apos;t be unpacked.</source>
        <translation>Die Arbeitsmappe ist beschädigt: Sie kann nicht entpackt werden.</translation>
    </message>
    <message>
        <source>The workbook is not in UTF-8.</source>
        <translation>Die Arbeitsmappe ist nicht in UTF-8.</translation>
    </message>
    <message>
        <source>The workbook is protected by a password, or was saved in the old .xls format.</source>
        <translation>Die Arbeitsmappe ist durch ein Passwort geschützt oder im alten Format .xls gespeichert.</translation>
    </message>
    <message>
        <source>The workbook is too big (over 1 GB unpacked).</source>
        <translation>Die Arbeitsmappe ist zu groß (entpackt über 1 GB).</translation>
    </message>
    <message>
        <source>The workbook would unpack to more than a hundred times its size, so it was not opened.</source>
        <translation>Die Arbeitsmappe würde entpackt mehr als hundertmal so groß, darum wurde sie nicht geöffnet.</translation>
    </message>
    <message>
        <source>The workspace</source>
        <translation>Der Arbeitsbereich</translation>
    </message>
    <message>
        <source>The workspace can&apos;t be used</source>
        <translation>Der Arbeitsbereich kann nicht verwendet werden</translation>
    </message>
    <message>
        <source>The workspace can&apos;t be written</source>
        <translation>Der Arbeitsbereich kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>The workspace file is damaged</source>
        <translation>Die Datei des Arbeitsbereichs ist beschädigt</translation>
    </message>
    <message>
        <source>The workspace has format {found}; this version of Desktop Sync knows formats up to {known}.</source>
        <translation>Der Arbeitsbereich hat das Format {found}; diese Version von Desktop Sync kennt Formate bis {known}.</translation>
    </message>
    <message>
        <source>The workspace has the header format {written}; this version of Desktop Sync knows {x}.</source>
        <translation>Der Arbeitsbereich hat das Kopfformat {written}; diese Version von Desktop Sync kennt {x}.</translation>
    </message>
    <message>
        <source>The workspace is from a newer version</source>
        <translation>Der Arbeitsbereich stammt von einer neueren Version</translation>
    </message>
    <message>
        <source>The workspace is in use</source>
        <translation>Der Arbeitsbereich ist belegt</translation>
    </message>
    <message>
        <source>The workspace refused a change</source>
        <translation>Der Arbeitsbereich lehnte eine Änderung ab</translation>
    </message>
    <message>
        <source>The workspace&apos;s database can&apos;t be opened.</source>
        <translation>Die Datenbank des Arbeitsbereichs kann nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>The workspace&apos;s database can&apos;t be read, although the key is right.</source>
        <translation>Die Datenbank des Arbeitsbereichs kann nicht gelesen werden, obwohl der Schlüssel stimmt.</translation>
    </message>
    <message>
        <source>The workspace&apos;s database could not be looked at</source>
        <translation>Die Datenbank des Arbeitsbereichs konnte nicht angesehen werden</translation>
    </message>
    <message>
        <source>The workspace&apos;s database could not be put in its place</source>
        <translation>Die Datenbank des Arbeitsbereichs konnte nicht an ihren Platz gelegt werden</translation>
    </message>
    <message>
        <source>The workspace&apos;s database is empty or was cut short.</source>
        <translation>Die Datenbank des Arbeitsbereichs ist leer oder wurde abgeschnitten.</translation>
    </message>
    <message>
        <source>The workspace&apos;s database is missing.</source>
        <translation>Die Datenbank des Arbeitsbereichs fehlt.</translation>
    </message>
    <message>
        <source>The workspace&apos;s database may not be written.</source>
        <translation>Die Datenbank des Arbeitsbereichs darf nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>The workspace&apos;s database refused a change: {error}</source>
        <translation>Die Datenbank des Arbeitsbereichs lehnte eine Änderung ab: {error}</translation>
    </message>
    <message>
        <source>The workspace&apos;s database reported: {error}</source>
        <translation>Die Datenbank des Arbeitsbereichs meldete: {error}</translation>
    </message>
    <message>
        <source>The workspace&apos;s folder could not be made</source>
        <translation>Der Ordner des Arbeitsbereichs konnte nicht angelegt werden</translation>
    </message>
    <message>
        <source>The {links} pairs are forgotten, with their conflicts and holds; the history stays.</source>
        <translation>Die {links} Paare werden vergessen, mit ihren Konflikten und Zurückgestelltem; der Verlauf bleibt.</translation>
    </message>
    <message>
        <source>The {text} change.</source>
        <translation>Es ändern sich: {text}.</translation>
    </message>
    <message>
        <source>There already is an account named “{name}”.</source>
        <translation>Es gibt schon einen Zugang namens „{name}“.</translation>
    </message>
    <message>
        <source>There are no data files.</source>
        <translation>Es gibt keine Datendateien.</translation>
    </message>
    <message>
        <source>There are no match keys: no record that is on both sides already will be recognised.</source>
        <translation>Es gibt keine Schlüssel zum Erkennen: Kein Datensatz, der schon auf beiden Seiten ist, wird erkannt.</translation>
    </message>
    <message>
        <source>There are too few records to see how pages go: make three or more, and look again.</source>
        <translation>Es gibt zu wenige Datensätze, um zu sehen, wie Seiten weitergehen: Legen Sie drei oder mehr an, und sehen Sie noch einmal nach.</translation>
    </message>
    <message>
        <source>There are: {join}.</source>
        <translation>Es gibt: {join}.</translation>
    </message>
    <message>
        <source>There are: {names}.</source>
        <translation>Es gibt: {names}.</translation>
    </message>
    <message>
        <source>There are: {shown} ….</source>
        <translation>Es gibt: {shown} ….</translation>
    </message>
    <message>
        <source>There are: {shown}.</source>
        <translation>Es gibt: {shown}.</translation>
    </message>
    <message>
        <source>There is a record with this “{name}” already.</source>
        <translation>Es gibt schon einen Datensatz mit diesem „{name}“.</translation>
    </message>
    <message>
        <source>There is a sync “{name}” already. Choose another name.</source>
        <translation>Es gibt schon einen Abgleich „{name}“. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is an account “{name}” already. Choose another name.</source>
        <translation>Es gibt schon einen Zugang „{name}“. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>There is no address book at that address.</source>
        <translation>Unter dieser Adresse gibt es kein Adressbuch.</translation>
    </message>
    <message>
        <source>There is no address book “{table}”.</source>
        <translation>Es gibt kein Adressbuch „{table}“.</translation>
    </message>
    <message>
        <source>There is no column “{key}”, which the setting “key” names.</source>
        <translation>Es gibt keine Spalte „{key}“, die die Einstellung „key“ nennt.</translation>
    </message>
    <message>
        <source>There is no column “{name}” any more.</source>
        <translation>Es gibt keine Spalte „{name}“ mehr.</translation>
    </message>
    <message>
        <source>There is no column “{name}” to filter by.</source>
        <translation>Es gibt keine Spalte „{name}“, nach der gefiltert werden könnte.</translation>
    </message>
    <message>
        <source>There is no database “{database}” on the server.</source>
        <translation>Auf dem Server gibt es keine Datenbank „{database}“.</translation>
    </message>
    <message>
        <source>There is no database “{database}” there, or the server is in trouble.</source>
        <translation>Dort gibt es keine Datenbank „{database}“, oder der Server hat Schwierigkeiten.</translation>
    </message>
    <message>
        <source>There is no free row: something stands right under the table. Insert rows into the table, or move that away.</source>
        <translation>Es gibt keine freie Zeile: Direkt unter der Tabelle steht etwas. Fügen Sie Zeilen in die Tabelle ein, oder verschieben Sie es.</translation>
    </message>
    <message>
        <source>There is no kind of account “{kind}”.</source>
        <translation>Es gibt keine Art von Zugang „{kind}“.</translation>
    </message>
    <message>
        <source>There is no model “{model}” with records.</source>
        <translation>Es gibt kein Modell „{model}“ mit Datensätzen.</translation>
    </message>
    <message>
        <source>There is no model “{model}”, or Odoo does not offer what is needed of it.</source>
        <translation>Es gibt kein Modell „{model}“, oder Odoo bietet nicht, was davon gebraucht wird.</translation>
    </message>
    <message>
        <source>There is no record “{record}” to try a write on.</source>
        <translation>Es gibt keinen Datensatz „{record}“, an dem ein Schreiben ausprobiert werden könnte.</translation>
    </message>
    <message>
        <source>There is no record “{record}” with a field “{field}”.</source>
        <translation>Es gibt keinen Datensatz „{record}“ mit einem Feld „{field}“.</translation>
    </message>
    <message>
        <source>There is no run {run_id}.</source>
        <translation>Es gibt keinen Lauf {run_id}.</translation>
    </message>
    <message>
        <source>There is no sheet “{name}” any more.</source>
        <translation>Es gibt kein Blatt „{name}“ mehr.</translation>
    </message>
    <message>
        <source>There is no space left for the workspace.</source>
        <translation>Für den Arbeitsbereich ist kein Platz mehr.</translation>
    </message>
    <message>
        <source>There is no space left on the disk. The file is as it was.</source>
        <translation>Auf der Festplatte ist kein Platz mehr. Die Datei ist, wie sie war.</translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no system of that name.</source>
        <translation>Es gibt kein System dieses Namens.</translation>
    </message>
    <message>
        <source>There is no table “{name}”.</source>
        <translation>Es gibt keine Tabelle „{name}“.</translation>
    </message>
    <message>
        <source>There is no table “{table}”</source>
        <translation>Es gibt keine Tabelle „{table}“</translation>
    </message>
    <message>
        <source>There is no template “{name}”.{nearest}</source>
        <translation>Es gibt keine Vorlage „{name}“.{nearest}</translation>
    </message>
    <message>
        <source>There is no workspace in this folder.</source>
        <translation>In diesem Ordner ist kein Arbeitsbereich.</translation>
    </message>
    <message>
        <source>There is nothing here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>They are no pair any more; both stay as they are, each on its own.</source>
        <translation>Sie sind kein Paar mehr; beide bleiben, wie sie sind, jeder für sich.</translation>
    </message>
    <message>
        <source>They are not paired by hand any more; the match keys decide again.</source>
        <translation>Sie sind nicht mehr von Hand verbunden; die Schlüssel entscheiden wieder.</translation>
    </message>
    <message>
        <source>This account is not in the workspace any more.</source>
        <translation>Dieser Zugang ist nicht mehr im Arbeitsbereich.</translation>
    </message>
    <message>
        <source>This account may not do that.</source>
        <translation>Dieser Zugang darf das nicht.</translation>
    </message>
    <message>
        <source>This account may not read that.</source>
        <translation>Dieser Zugang darf das nicht lesen.</translation>
    </message>
    <message>
        <source>This account&apos;s sign-in</source>
        <translation>Die Anmeldung dieses Zugangs</translation>
    </message>
    <message>
        <source>This address waits for one sign-in only.</source>
        <translation>Diese Adresse wartet nur auf eine Anmeldung.</translation>
    </message>
    <message>
        <source>This client may not sign in so.</source>
        <translation>Dieser Client darf sich so nicht anmelden.</translation>
    </message>
    <message>
        <source>This file is not a whole backup of a workspace.</source>
        <translation>Diese Datei ist keine vollständige Sicherung eines Arbeitsbereichs.</translation>
    </message>
    <message>
        <source>This is a mistake of the program: please report it.</source>
        <translation>Das ist ein Fehler des Programms: Bitte melden Sie ihn.</translation>
    </message>
    <message>
        <source>This is a test.</source>
        <translation>Dies ist ein Test.</translation>
    </message>
    <message>
        <source>This is no JSON; save the OpenAPI document as JSON.</source>
        <translation>Das ist kein JSON; speichern Sie das OpenAPI-Dokument als JSON.</translation>
    </message>
    <message>
        <source>This is no OpenAPI document: it has no “paths”.</source>
        <translation>Das ist kein OpenAPI-Dokument: Es hat keine „paths“.</translation>
    </message>
    <message>
        <source>This is not a text file.</source>
        <translation>Das ist keine Textdatei.</translation>
    </message>
    <message>
        <source>This is not an Excel workbook, though its name says so.</source>
        <translation>Das ist keine Excel-Arbeitsmappe, obwohl ihr Name es sagt.</translation>
    </message>
    <message>
        <source>This is not an Excel workbook.</source>
        <translation>Das ist keine Excel-Arbeitsmappe.</translation>
    </message>
    <message>
        <source>This is not the sign-in that was asked for</source>
        <translation>Das ist nicht die Anmeldung, um die gebeten wurde</translation>
    </message>
    <message>
        <source>This kind of account has no filter in terms of its own.</source>
        <translation>Diese Art von Zugang hat keinen Filter in eigener Sprache.</translation>
    </message>
    <message>
        <source>This sign-in was used already</source>
        <translation>Diese Anmeldung wurde schon verwendet</translation>
    </message>
    <message>
        <source>This sync</source>
        <translation>Dieser Abgleich</translation>
    </message>
    <message>
        <source>This sync is not in the workspace any more.</source>
        <translation>Dieser Abgleich ist nicht mehr im Arbeitsbereich.</translation>
    </message>
    <message>
        <source>This system has no sign-in in the browser.</source>
        <translation>Dieses System hat keine Anmeldung im Browser.</translation>
    </message>
    <message>
        <source>This user has none.</source>
        <translation>Dieser Benutzer hat keine.</translation>
    </message>
    <message>
        <source>This user may not change “{label}”. Ask its owner, or sync it one way only.</source>
        <translation>Dieser Benutzer darf „{label}“ nicht ändern. Fragen Sie den Besitzer, oder gleichen Sie es nur in eine Richtung ab.</translation>
    </message>
    <message>
        <source>This user may not change “{label}”. Give it write access in Tryton, or sync that table one way only.</source>
        <translation>Dieser Benutzer darf „{label}“ nicht ändern. Geben Sie ihm in Tryton Schreibrecht, oder gleichen Sie diese Tabelle nur in eine Richtung ab.</translation>
    </message>
    <message>
        <source>This user may not change “{name}”. Give it the access right in Odoo, or sync that table one way only.</source>
        <translation>Dieser Benutzer darf „{name}“ nicht ändern. Geben Sie ihm in Odoo das Recht, oder gleichen Sie diese Tabelle nur in eine Richtung ab.</translation>
    </message>
    <message>
        <source>This user may not read that.</source>
        <translation>Dieser Benutzer darf das nicht lesen.</translation>
    </message>
    <message>
        <source>This user may not see what tables there are.</source>
        <translation>Dieser Benutzer darf nicht sehen, welche Tabellen es gibt.</translation>
    </message>
    <message>
        <source>This user may not write that.</source>
        <translation>Dieser Benutzer darf das nicht schreiben.</translation>
    </message>
    <message>
        <source>This workspace was made with a passphrase, and none was given.</source>
        <translation>Dieser Arbeitsbereich wurde mit einem Kennwortsatz angelegt, und keiner wurde angegeben.</translation>
    </message>
    <message>
        <source>Tickets, users and organizations of Zendesk Support</source>
        <translation>Tickets, Benutzer und Organisationen von Zendesk Support</translation>
    </message>
    <message>
        <source>Title Case</source>
        <translation>Große Anfangsbuchstaben</translation>
    </message>
    <message>
        <source>To bring back one field&apos;s value: desktop-sync revert.</source>
        <translation>Den Wert eines Feldes bringt zurück: desktop-sync revert.</translation>
    </message>
    <message>
        <source>To have it carried after all, edit either side, or undo the undo.</source>
        <translation>Damit es doch übertragen wird, ändern Sie eine Seite, oder nehmen Sie die Rücknahme zurück.</translation>
    </message>
    <message>
        <source>Too many sign-ins failed; Tryton asks to wait.</source>
        <translation>Zu viele Anmeldungen sind gescheitert; Tryton bittet zu warten.</translation>
    </message>
    <message>
        <source>Try a write</source>
        <translation>Ein Schreiben ausprobieren</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>Try utf-8, cp1252 or utf-16.</source>
        <translation>Versuchen Sie utf-8, cp1252 oder utf-16.</translation>
    </message>
    <message>
        <source>Tryton</source>
        <translation>Tryton</translation>
    </message>
    <message>
        <source>Tryton can&apos;t read the mapped fields, or the filter.</source>
        <translation>Tryton kann die verknüpften Felder oder den Filter nicht lesen.</translation>
    </message>
    <message>
        <source>Tryton does not keep us signed in.</source>
        <translation>Tryton lässt uns nicht angemeldet.</translation>
    </message>
    <message>
        <source>Tryton does not offer “{model}”, or this user may not use it.</source>
        <translation>Tryton bietet „{model}“ nicht an, oder dieser Benutzer darf es nicht verwenden.</translation>
    </message>
    <message>
        <source>Tryton has a problem of its own (HTTP {status}).</source>
        <translation>Tryton hat selbst ein Problem (HTTP {status}).</translation>
    </message>
    <message>
        <source>Tryton is busy or being restarted.</source>
        <translation>Tryton ist beschäftigt oder wird neu gestartet.</translation>
    </message>
    <message>
        <source>Tryton knows no {name} with the code “{value}”. Load its countries, or correct the code.</source>
        <translation>Tryton kennt kein {name} mit dem Kürzel „{value}“. Laden Sie dort die Länder, oder berichtigen Sie das Kürzel.</translation>
    </message>
    <message>
        <source>Tryton&apos;s “{name}” has no field “{unknown}” any more.</source>
        <translation>„{name}“ in Tryton hat kein Feld „{unknown}“ mehr.</translation>
    </message>
    <message>
        <source>Two columns are called “{twice}”.</source>
        <translation>Zwei Spalten heißen „{twice}“.</translation>
    </message>
    <message>
        <source>Two listings in a row differ.</source>
        <translation>Zwei Auflistungen nacheinander unterscheiden sich.</translation>
    </message>
    <message>
        <source>United States of America</source>
        <translation>United States of America</translation>
    </message>
    <message>
        <source>Unlock or install a system keyring (Secret Service, Windows Credential Manager, macOS Keychain), or set DESKTOP_SYNC_PASSPHRASE.</source>
        <translation>Entsperren oder installieren Sie einen Schlüsselbund (Secret Service, Windows-Anmeldeinformationsverwaltung, macOS-Schlüsselbund), oder setzen Sie DESKTOP_SYNC_PASSPHRASE.</translation>
    </message>
    <message>
        <source>Unmerge them (Home, Merge &amp; Center), and give each row its own values.</source>
        <translation>Heben Sie die Verbindung auf (Start, Verbinden und zentrieren), und geben Sie jeder Zeile ihre eigenen Werte.</translation>
    </message>
    <message>
        <source>Update Desktop Sync. The workspace was not touched.</source>
        <translation>Aktualisieren Sie Desktop Sync. Der Arbeitsbereich wurde nicht berührt.</translation>
    </message>
    <message>
        <source>Use , or ; or | or the word “tab”.</source>
        <translation>Nehmen Sie , oder ; oder | oder das Wort „tab“.</translation>
    </message>
    <message>
        <source>Use another backup.</source>
        <translation>Nehmen Sie eine andere Sicherung.</translation>
    </message>
    <message>
        <source>Use another port or server.</source>
        <translation>Nehmen Sie einen anderen Port oder Server.</translation>
    </message>
    <message>
        <source>Use https://. Plain http:// is for this computer itself only.</source>
        <translation>Nehmen Sie https://. Einfaches http:// ist nur für diesen Rechner selbst.</translation>
    </message>
    <message>
        <source>Use sslmode=verify-full or sslmode=require; sslmode=disable where the network is your own.</source>
        <translation>Verwenden Sie sslmode=verify-full oder sslmode=require; sslmode=disable, wo das Netz Ihr eigenes ist.</translation>
    </message>
    <message>
        <source>Use {ways}.</source>
        <translation>Verwenden Sie {ways}.</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Wait until it has ended, or close it, and try again.</source>
        <translation>Warten Sie, bis es fertig ist, oder schließen Sie es, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Wait until the other program has finished (a backup, a virus scanner, another Desktop Sync), then try again.</source>
        <translation>Warten Sie, bis das andere Programm fertig ist (eine Sicherung, ein Virenscanner, ein anderes Desktop Sync), dann versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>What answers there is no CardDAV server.</source>
        <translation>Was dort antwortet, ist kein CardDAV-Server.</translation>
    </message>
    <message>
        <source>What answers there is no sign-in, or not all of its answer arrives.</source>
        <translation>Was dort antwortet, ist keine Anmeldung, oder die Antwort kommt nicht ganz an.</translation>
    </message>
    <message>
        <source>What answers there is not Odoo, or it does not offer its API.</source>
        <translation>Was dort antwortet, ist nicht Odoo, oder es bietet seine API nicht an.</translation>
    </message>
    <message>
        <source>What answers there is not Odoo.</source>
        <translation>Was dort antwortet, ist nicht Odoo.</translation>
    </message>
    <message>
        <source>What answers there is not Tryton.</source>
        <translation>Was dort antwortet, ist nicht Tryton.</translation>
    </message>
    <message>
        <source>What answers there is not {label}, or not all of its answer arrives.</source>
        <translation>Was dort antwortet, ist nicht {label}, oder seine Antwort kommt nicht ganz an.</translation>
    </message>
    <message>
        <source>What is written is kept as it was sent.</source>
        <translation>Was geschrieben wird, bleibt, wie es geschickt wurde.</translation>
    </message>
    <message>
        <source>What is written is kept otherwise.</source>
        <translation>Was geschrieben wird, wird anders behalten.</translation>
    </message>
    <message>
        <source>What it wrote is there again since run {last}: take that back.</source>
        <translation>Was er geschrieben hat, ist seit Lauf {last} wieder da: Nehmen Sie jenen zurück.</translation>
    </message>
    <message>
        <source>What was confirmed stays; the rest goes on with the next run.</source>
        <translation>Was bestätigt ist, bleibt; der Rest geht mit dem nächsten Lauf weiter.</translation>
    </message>
    <message>
        <source>What was written can&apos;t be read back yet.</source>
        <translation>Was geschrieben wurde, kann noch nicht zurückgelesen werden.</translation>
    </message>
    <message>
        <source>Where Odoo answers</source>
        <translation>Wo Odoo antwortet</translation>
    </message>
    <message>
        <source>Where a pair differs you are asked, field by field. Nothing is overwritten by itself.</source>
        <translation>Wo ein Paar abweicht, werden Sie gefragt, Feld für Feld. Nichts wird von selbst überschrieben.</translation>
    </message>
    <message>
        <source>Where a pair differs, the record changed last wins. Where that is unknown you are asked.</source>
        <translation>Wo ein Paar abweicht, gilt der zuletzt geänderte Datensatz. Wo das unbekannt ist, werden Sie gefragt.</translation>
    </message>
    <message>
        <source>Where a pair differs, the value of {a} goes to {b}.</source>
        <translation>Wo ein Paar abweicht, geht der Wert von {a} nach {b}.</translation>
    </message>
    <message>
        <source>Where a pair differs, the value of {b} goes to {a}.</source>
        <translation>Wo ein Paar abweicht, geht der Wert von {b} nach {a}.</translation>
    </message>
    <message>
        <source>Where the Tryton server answers</source>
        <translation>Wo der Tryton-Server antwortet</translation>
    </message>
    <message>
        <source>Where the program writes its row numbers when there is no key column</source>
        <translation>Wohin das Programm seine Zeilennummern schreibt, wenn es keine Schlüsselspalte gibt</translation>
    </message>
    <message>
        <source>Where your organization is</source>
        <translation>Wo Ihre Organisation ist</translation>
    </message>
    <message>
        <source>Whose accounts may sign in: common, organizations, consumers or the directory&apos;s id</source>
        <translation>Wessen Konten sich anmelden dürfen: common, organizations, consumers oder die Kennung des Verzeichnisses</translation>
    </message>
    <message>
        <source>With two-step sign-in, an app password that the server makes for you</source>
        <translation>Bei Anmeldung in zwei Schritten ein App-Passwort, das der Server Ihnen erstellt</translation>
    </message>
    <message>
        <source>WooCommerce</source>
        <translation>WooCommerce</translation>
    </message>
    <message>
        <source>WordPress</source>
        <translation>WordPress</translation>
    </message>
    <message>
        <source>Write a quotation mark within a cell twice and put the cell in quotation marks.</source>
        <translation>Schreiben Sie ein Anführungszeichen in einer Zelle doppelt und setzen Sie die Zelle in Anführungszeichen.</translation>
    </message>
    <message>
        <source>Write field=PROPERTY or field=PROPERTY:type; types are text, integer, decimal:2, boolean, date.</source>
        <translation>Schreiben Sie feld=EIGENSCHAFT oder feld=EIGENSCHAFT:typ; Typen sind text, integer, decimal:2, boolean, date.</translation>
    </message>
    <message>
        <source>Write it as JSON: [[&quot;active&quot;, &quot;=&quot;, true]], or by fields: { field = &quot;city&quot;, is = &quot;Berlin&quot; }</source>
        <translation>Schreiben Sie ihn als JSON: [[&quot;active&quot;, &quot;=&quot;, true]], oder nach Feldern: { field = &quot;city&quot;, is = &quot;Berlin&quot; }</translation>
    </message>
    <message>
        <source>Write it as JSON: [[&quot;is_company&quot;, &quot;=&quot;, true]], or by fields: { field = &quot;city&quot;, is = &quot;Berlin&quot; }</source>
        <translation>Schreiben Sie ihn als JSON: [[&quot;is_company&quot;, &quot;=&quot;, true]], oder nach Feldern: { field = &quot;city&quot;, is = &quot;Berlin&quot; }</translation>
    </message>
    <message>
        <source>Write it by fields: filter = { field = &quot;country&quot;, is = &quot;DE&quot; }</source>
        <translation>Schreiben Sie ihn nach Feldern: filter = { field = &quot;country&quot;, is = &quot;DE&quot; }</translation>
    </message>
    <message>
        <source>Write the path of an SQLite file, sqlite:///FILE, postgresql://USER@HOST:PORT/DATABASE, mariadb://… or mysql://…</source>
        <translation>Schreiben Sie den Pfad einer SQLite-Datei, sqlite:///DATEI, postgresql://BENUTZER@RECHNER:PORT/DATENBANK, mariadb://… oder mysql://…</translation>
    </message>
    <message>
        <source>Write view:column, view2:column+column.</source>
        <translation>Schreiben Sie sicht:spalte, sicht2:spalte+spalte.</translation>
    </message>
    <message>
        <source>Writes one fixed value; the field stands on one side only, and is never read.</source>
        <translation>Schreibt einen festen Wert; das Feld gibt es nur auf einer Seite, und es wird nie gelesen.</translation>
    </message>
    <message>
        <source>Wrong key</source>
        <translation>Falscher Schlüssel</translation>
    </message>
    <message>
        <source>Xero</source>
        <translation>Xero</translation>
    </message>
    <message>
        <source>Yes or no: a tick box, 1 and 0, or a pair of words per side.</source>
        <translation>Ja oder nein: ein Häkchen, 1 und 0, oder ein Wortpaar je Seite.</translation>
    </message>
    <message>
        <source>You are asked. Until then that field waits; all other fields go on.</source>
        <translation>Sie werden gefragt. Bis dahin wartet dieses Feld; alle anderen Felder gehen weiter.</translation>
    </message>
    <message>
        <source>You can close this page and go back to Desktop Sync.</source>
        <translation>Sie können diese Seite schließen und zu Desktop Sync zurückgehen.</translation>
    </message>
    <message>
        <source>Your provider names it, such as smtp.example.org.</source>
        <translation>Ihr Anbieter nennt ihn, etwa smtp.example.org.</translation>
    </message>
    <message>
        <source>Zendesk</source>
        <translation>Zendesk</translation>
    </message>
    <message>
        <source>a blank never overwrites</source>
        <translation>Leeres überschreibt nie</translation>
    </message>
    <message>
        <source>a comma and a space</source>
        <translation>Komma und Leerzeichen</translation>
    </message>
    <message>
        <source>a delete against an edit waits</source>
        <translation>ein Löschen gegen eine Änderung wartet</translation>
    </message>
    <message>
        <source>a field of type {value} has no format “{form}”; there are: {join}.</source>
        <translation>ein Feld vom Typ {value} hat kein Format „{form}“; es gibt: {join}.</translation>
    </message>
    <message>
        <source>a field on one side only needs the lens “constant”.</source>
        <translation>ein Feld nur auf einer Seite braucht die Umwandlung „immer dasselbe“.</translation>
    </message>
    <message>
        <source>a match key is empty; write it as [&quot;email&quot;].</source>
        <translation>ein Schlüssel zum Erkennen ist leer; schreiben Sie ihn wie [&quot;email&quot;].</translation>
    </message>
    <message>
        <source>a new text is cut into its parts by rule; look at the first ones</source>
        <translation>ein neuer Text wird nach einer Regel in seine Teile zerlegt; sehen Sie die ersten an</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a real server</source>
        <translation>einem echten Server</translation>
    </message>
    <message>
        <source>a record</source>
        <translation>ein Datensatz</translation>
    </message>
    <message>
        <source>a record deleted on one side and edited on the other is settled by taking a side</source>
        <translation>ein Datensatz, der auf einer Seite gelöscht und auf der anderen geändert wurde, wird geklärt, indem Sie eine Seite nehmen</translation>
    </message>
    <message>
        <source>a rehearsal needs a round at least</source>
        <translation>ein Probelauf braucht mindestens eine Runde</translation>
    </message>
    <message>
        <source>a space</source>
        <translation>ein Leerzeichen</translation>
    </message>
    <message>
        <source>a stale write is refused</source>
        <translation>ein veraltetes Schreiben wird abgelehnt</translation>
    </message>
    <message>
        <source>a sync of a table with itself can&apos;t be rehearsed: its two copies would not know of each other</source>
        <translation>ein Abgleich einer Tabelle mit sich selbst kann nicht geprobt werden: Seine zwei Kopien wüssten nichts voneinander</translation>
    </message>
    <message>
        <source>a text in quotes</source>
        <translation>ein Text in Anführungszeichen</translation>
    </message>
    <message>
        <source>a text, a number, true or false</source>
        <translation>ein Text, eine Zahl, ja oder nein</translation>
    </message>
    <message>
        <source>alike: {join}</source>
        <translation>gleich: {join}</translation>
    </message>
    <message>
        <source>all records</source>
        <translation>alle Datensätze</translation>
    </message>
    <message>
        <source>also turn several spaces within the text into one</source>
        <translation>auch mehrere Leerzeichen im Text zu einem machen</translation>
    </message>
    <message>
        <source>always the same</source>
        <translation>immer dasselbe</translation>
    </message>
    <message>
        <source>always “{value}”</source>
        <translation>immer „{value}“</translation>
    </message>
    <message>
        <source>an SQLite file (its path, or sqlite:///FILE), or postgresql://USER@HOST:PORT/DATABASE, mariadb://… or mysql://…, without the password</source>
        <translation>eine SQLite-Datei (ihr Pfad, oder sqlite:///DATEI), oder postgresql://BENUTZER@RECHNER:PORT/DATENBANK, mariadb://… oder mysql://…, ohne das Passwort</translation>
    </message>
    <message>
        <source>an account needs a name</source>
        <translation>ein Zugang braucht einen Namen</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>and {len} more</source>
        <translation>und {len} weitere</translation>
    </message>
    <message>
        <source>any case</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>archive of {upper}: “{name}” can&apos;t be written (read-only).</source>
        <translation>Archivieren in {upper}: „{name}“ kann nicht geschrieben werden (schreibgeschützt).</translation>
    </message>
    <message>
        <source>are no hours; write “08:00-18:00” or “Mon-Fri 08:00-18:00”.</source>
        <translation>ist keine Zeitspanne; schreiben Sie „08:00-18:00“ oder „Mo-Fr 08:00-18:00“.</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>wie es ist</translation>
    </message>
    <message>
        <source>as it was after operation {operation}</source>
        <translation>wie es nach Schritt {operation} war</translation>
    </message>
    <message>
        <source>as it was before operation {operation}</source>
        <translation>wie es vor Schritt {operation} war</translation>
    </message>
    <message>
        <source>as it was on {astimezone} UTC</source>
        <translation>wie es am {astimezone} UTC war</translation>
    </message>
    <message>
        <source>as the whole answer</source>
        <translation>als die ganze Antwort</translation>
    </message>
    <message>
        <source>as {wanted}</source>
        <translation>als {wanted}</translation>
    </message>
    <message>
        <source>asking for changes</source>
        <translation>nach Änderungen fragen</translation>
    </message>
    <message>
        <source>at “{at}”</source>
        <translation>bei „{at}“</translation>
    </message>
    <message>
        <source>binary</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>boolean</source>
        <translation>ja/nein</translation>
    </message>
    <message>
        <source>both sides are the same table; choose another account, table or filter for one of them.</source>
        <translation>beide Seiten sind dieselbe Tabelle; wählen Sie für eine davon einen anderen Zugang, eine andere Tabelle oder einen anderen Filter.</translation>
    </message>
    <message>
        <source>built to the published API, not yet run against the live service</source>
        <translation>nach der veröffentlichten API gebaut, noch nicht am Dienst selbst erprobt</translation>
    </message>
    <message>
        <source>by a link</source>
        <translation>über einen Verweis</translation>
    </message>
    <message>
        <source>by a look before, which leaves a moment</source>
        <translation>durch einen Blick davor, der einen Augenblick offen lässt</translation>
    </message>
    <message>
        <source>by a token</source>
        <translation>über ein Merkzeichen</translation>
    </message>
    <message>
        <source>by number</source>
        <translation>nach Nummer</translation>
    </message>
    <message>
        <source>by place</source>
        <translation>nach Stelle</translation>
    </message>
    <message>
        <source>by the last id</source>
        <translation>nach der letzten Kennung</translation>
    </message>
    <message>
        <source>by the system itself</source>
        <translation>durch das System selbst</translation>
    </message>
    <message>
        <source>by {who}</source>
        <translation>von {who}</translation>
    </message>
    <message>
        <source>can&apos;t be compared with {max} ({x} “max”)</source>
        <translation>kann nicht mit {max} verglichen werden ({x} „Höchstens“)</translation>
    </message>
    <message>
        <source>can&apos;t be compared with {max} ({x} “min”)</source>
        <translation>kann nicht mit {max} verglichen werden ({x} „Mindestens“)</translation>
    </message>
    <message>
        <source>can&apos;t be restored in “{name}”: {text}</source>
        <translation>kann in „{name}“ nicht wiederhergestellt werden: {text}</translation>
    </message>
    <message>
        <source>can&apos;t be written as {value}</source>
        <translation>kann nicht als {value} geschrieben werden</translation>
    </message>
    <message>
        <source>can&apos;t hold this value without changing it</source>
        <translation>kann diesen Wert nicht unverändert aufnehmen</translation>
    </message>
    <message>
        <source>can&apos;t: {one}</source>
        <translation>kann nicht: {one}</translation>
    </message>
    <message>
        <source>changed in A</source>
        <translation>in A geändert</translation>
    </message>
    <message>
        <source>changed in B</source>
        <translation>in B geändert</translation>
    </message>
    <message>
        <source>changed in {source}</source>
        <translation>in {source} geändert</translation>
    </message>
    <message>
        <source>changed on both sides</source>
        <translation>auf beiden Seiten geändert</translation>
    </message>
    <message>
        <source>changed on both sides: A is newer</source>
        <translation>auf beiden Seiten geändert: A ist neuer</translation>
    </message>
    <message>
        <source>changed on both sides: A wins</source>
        <translation>auf beiden Seiten geändert: A gilt</translation>
    </message>
    <message>
        <source>changed on both sides: B is newer</source>
        <translation>auf beiden Seiten geändert: B ist neuer</translation>
    </message>
    <message>
        <source>changed on both sides: B wins</source>
        <translation>auf beiden Seiten geändert: B gilt</translation>
    </message>
    <message>
        <source>changing records</source>
        <translation>Datensätze ändern</translation>
    </message>
    <message>
        <source>choice</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>choices</source>
        <translation>Mehrfachauswahl</translation>
    </message>
    <message>
        <source>choices that aren&apos;t mapped are held</source>
        <translation>Auswahlwerte ohne Zuordnung werden zurückgestellt</translation>
    </message>
    <message>
        <source>choices · {len} mapped</source>
        <translation>Auswahl · {len} zugeordnet</translation>
    </message>
    <message>
        <source>choose a kind of system first</source>
        <translation>wählen Sie zuerst eine Art von System</translation>
    </message>
    <message>
        <source>choose both tables first</source>
        <translation>wählen Sie zuerst beide Tabellen</translation>
    </message>
    <message>
        <source>corrected by a person</source>
        <translation>von einer Person berichtigt</translation>
    </message>
    <message>
        <source>could not be written just now: do it once more</source>
        <translation>konnte gerade nicht geschrieben werden: machen Sie es noch einmal</translation>
    </message>
    <message>
        <source>country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>country of numbers without +…, as DE or US</source>
        <translation>Land der Nummern ohne +…, wie DE oder US</translation>
    </message>
    <message>
        <source>country · {join}</source>
        <translation>Land · {join}</translation>
    </message>
    <message>
        <source>cut a text that is too long, instead of holding the record</source>
        <translation>einen zu langen Text kürzen, statt den Datensatz zurückzustellen</translation>
    </message>
    <message>
        <source>date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>date and time</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>dates with time</source>
        <translation>Daten mit Uhrzeit</translation>
    </message>
    <message>
        <source>datetime</source>
        <translation>Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>days that history is kept, 0: for ever</source>
        <translation>Tage, die der Verlauf aufbewahrt wird, 0: für immer</translation>
    </message>
    <message>
        <source>decided by a person</source>
        <translation>von einer Person entschieden</translation>
    </message>
    <message>
        <source>decided by a person: kept and made again</source>
        <translation>von einer Person entschieden: behalten und neu angelegt</translation>
    </message>
    <message>
        <source>decimal</source>
        <translation>Dezimalzahl</translation>
    </message>
    <message>
        <source>deleted in {name}</source>
        <translation>in {name} gelöscht</translation>
    </message>
    <message>
        <source>deleted in {name}, edited in {upper}</source>
        <translation>in {name} gelöscht, in {upper} geändert</translation>
    </message>
    <message>
        <source>deleted in {name}; the rule leaves the other side alone</source>
        <translation>in {name} gelöscht; die Regel lässt die andere Seite in Ruhe</translation>
    </message>
    <message>
        <source>deleted in {name}; the rule unlinks</source>
        <translation>in {name} gelöscht; die Regel trennt das Paar</translation>
    </message>
    <message>
        <source>deleted on both sides</source>
        <translation>auf beiden Seiten gelöscht</translation>
    </message>
    <message>
        <source>deletes into the bin</source>
        <translation>löscht in den Papierkorb</translation>
    </message>
    <message>
        <source>deletes {policy} = &quot;archive&quot; needs to know how {upper} archives: {hint} in [rules].</source>
        <translation>deletes {policy} = &quot;archive&quot; muss wissen, wie {upper} archiviert: {hint} in [rules].</translation>
    </message>
    <message>
        <source>desktop-sync account list shows the accounts.</source>
        <translation>desktop-sync account list zeigt die Zugänge.</translation>
    </message>
    <message>
        <source>desktop-sync account list shows the accounts.{hint}</source>
        <translation>desktop-sync account list zeigt die Zugänge.{hint}</translation>
    </message>
    <message>
        <source>desktop-sync alerts mail, or alerts webhook.</source>
        <translation>desktop-sync alerts mail, oder alerts webhook.</translation>
    </message>
    <message>
        <source>desktop-sync conflicts lists the open ones.</source>
        <translation>desktop-sync conflicts nennt die offenen.</translation>
    </message>
    <message>
        <source>desktop-sync history lists the operations.</source>
        <translation>desktop-sync history nennt die Schritte.</translation>
    </message>
    <message>
        <source>desktop-sync history shows what it knows.</source>
        <translation>desktop-sync history zeigt, was er kennt.</translation>
    </message>
    <message>
        <source>desktop-sync history shows what was written, and by which run.</source>
        <translation>desktop-sync history zeigt, was geschrieben wurde, und durch welchen Lauf.</translation>
    </message>
    <message>
        <source>desktop-sync holds lists the open ones.</source>
        <translation>desktop-sync holds nennt die offenen.</translation>
    </message>
    <message>
        <source>desktop-sync pairs NAME --json lists the records that have no partner.</source>
        <translation>desktop-sync pairs NAME --json nennt die Datensätze ohne Gegenstück.</translation>
    </message>
    <message>
        <source>desktop-sync recreate makes a deleted record again.</source>
        <translation>desktop-sync recreate legt einen gelöschten Datensatz neu an.</translation>
    </message>
    <message>
        <source>desktop-sync runs lists the runs.</source>
        <translation>desktop-sync runs nennt die Läufe.</translation>
    </message>
    <message>
        <source>desktop-sync sync list shows the syncs.</source>
        <translation>desktop-sync sync list zeigt die Abgleiche.</translation>
    </message>
    <message>
        <source>desktop-sync sync list shows the syncs.{hint}</source>
        <translation>desktop-sync sync list zeigt die Abgleiche.{hint}</translation>
    </message>
    <message>
        <source>desktop-sync template list shows the templates with what they are for.</source>
        <translation>desktop-sync template list zeigt die Vorlagen und wofür sie sind.</translation>
    </message>
    <message>
        <source>desktop-sync template list shows the templates.</source>
        <translation>desktop-sync template list zeigt die Vorlagen.</translation>
    </message>
    <message>
        <source>differs at the first pairing</source>
        <translation>weicht bei der ersten Zuordnung ab</translation>
    </message>
    <message>
        <source>does not fit {matches} ({x} “matches”)</source>
        <translation>passt nicht auf {matches} ({x} „Passt auf“)</translation>
    </message>
    <message>
        <source>does not show “{name}”</source>
        <translation>zeigt „{name}“ nicht</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>e-mail addresses</source>
        <translation>E-Mail-Adressen</translation>
    </message>
    <message>
        <source>edited a moment ago</source>
        <translation>eben erst geändert</translation>
    </message>
    <message>
        <source>email</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>ends in {lasting}</source>
        <translation>endet in {lasting}</translation>
    </message>
    <message>
        <source>error {code}</source>
        <translation>Fehler {code}</translation>
    </message>
    <message>
        <source>error {state}</source>
        <translation>Fehler {state}</translation>
    </message>
    <message>
        <source>everything seems to come at once.</source>
        <translation>alles scheint auf einmal zu kommen.</translation>
    </message>
    <message>
        <source>first and last name make the whole name</source>
        <translation>Vor- und Nachname ergeben den ganzen Namen</translation>
    </message>
    <message>
        <source>first last</source>
        <translation>Vorname Nachname</translation>
    </message>
    <message>
        <source>first pairing fills blanks</source>
        <translation>erste Zuordnung füllt Leeres</translation>
    </message>
    <message>
        <source>first pairing prefers A</source>
        <translation>erste Zuordnung bevorzugt A</translation>
    </message>
    <message>
        <source>first pairing prefers B</source>
        <translation>erste Zuordnung bevorzugt B</translation>
    </message>
    <message>
        <source>first pairing: A is newer</source>
        <translation>erste Zuordnung: A ist neuer</translation>
    </message>
    <message>
        <source>first pairing: B is newer</source>
        <translation>erste Zuordnung: B ist neuer</translation>
    </message>
    <message>
        <source>float</source>
        <translation>Kommazahl</translation>
    </message>
    <message>
        <source>has no weekday “{text}”.{nearest}</source>
        <translation>hat keinen Wochentag „{text}“.{nearest}</translation>
    </message>
    <message>
        <source>messages go nowhere yet</source>
        <translation>Nachrichten gehen noch nirgendwohin</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Zahl</translation>
    </message>
    <message>
        <source>perhaps written: the answer was lost, and the field was edited before it could be looked at</source>
        <translation>vielleicht geschrieben: die Antwort ging verloren, und das Feld wurde bearbeitet, bevor nachgesehen werden konnte</translation>
    </message>
    <message>
        <source>read one that was just written from the list: it appears minutes later</source>
        <translation>einen eben geschriebenen Kontakt in der Liste lesen: Er erscheint erst Minuten später</translation>
    </message>
    <message>
        <source>reads only what has changed</source>
        <translation>liest nur, was sich geändert hat</translation>
    </message>
    <message>
        <source>reads only what has changed (orders, products)</source>
        <translation>liest nur, was sich geändert hat (Bestellungen, Produkte)</translation>
    </message>
    <message>
        <source>reads only what has changed, by a column with the time</source>
        <translation>liest nur, was sich geändert hat, anhand einer Spalte mit der Zeit</translation>
    </message>
    <message>
        <source>the address must begin with https://</source>
        <translation>die Adresse muss mit https:// beginnen</translation>
    </message>
    <message>
        <source>the address of the webhook must begin with https://</source>
        <translation>die Webadresse muss mit https:// beginnen</translation>
    </message>
    <message>
        <source>the mail server is missing</source>
        <translation>der Mailserver fehlt</translation>
    </message>
    <message>
        <source>there are no alerts about “{one}”</source>
        <translation>es gibt keine Nachrichten zu „{one}“</translation>
    </message>
    <message>
        <source>there is no time zone “{name}”; write it as “Europe/Berlin”.</source>
        <translation>die Zeitzone „{name}“ gibt es nicht; schreiben Sie sie wie „Europe/Berlin“.</translation>
    </message>
    <message>
        <source>{new} replaced {old} in run {run_id}{at}</source>
        <translation>{new} ersetzte {old} in Lauf {run_id}{at}</translation>
    </message>
    <message>
        <source>{new} was written with the record in run {run_id}{at}</source>
        <translation>{new} wurde mit dem Datensatz geschrieben in Lauf {run_id}{at}</translation>
    </message>
    <message>
        <source>full name</source>
        <translation>voller Name</translation>
    </message>
    <message>
        <source>; what is deleted shows by the number of records</source>
        <translation>; was gelöscht ist, zeigt sich an der Zahl der Datensätze</translation>
    </message>
    <message>
        <source>A character of the recovery key is mistyped.</source>
        <translation>Ein Zeichen des Wiederherstellungsschlüssels ist falsch getippt.</translation>
    </message>
    <message>
        <source>A new record is told by the next question for changes.</source>
        <translation>Ein neuer Datensatz wird bei der nächsten Frage nach Änderungen gemeldet.</translation>
    </message>
    <message>
        <source>A personal access token that may read and write records, read the base&apos;s schema and manage webhooks (webhook:manage: to see what has changed)</source>
        <translation>Ein persönliches Zugriffstoken, das Datensätze lesen und schreiben, das Schema der Base lesen und Webhooks verwalten darf (webhook:manage: um zu sehen, was sich geändert hat)</translation>
    </message>
    <message>
        <source>A recovery key has only letters and digits from its own set.</source>
        <translation>Ein Wiederherstellungsschlüssel hat nur bestimmte Buchstaben und Ziffern.</translation>
    </message>
    <message>
        <source>A recovery key has {x} letters and digits; this has {len}.</source>
        <translation>Ein Wiederherstellungsschlüssel hat {x} Buchstaben und Ziffern; dies hat {len}.</translation>
    </message>
    <message>
        <source>By “{field}”: {how}{deletes}.</source>
        <translation>An „{field}“: {how}{deletes}.</translation>
    </message>
    <message>
        <source>Changes can be asked for; {told}.</source>
        <translation>Nach Änderungen kann gefragt werden; {told}.</translation>
    </message>
    <message>
        <source>Check “database”. Odoo&apos;s hosted plans offer the API with “Custom” only.</source>
        <translation>Prüfen Sie „database“. Bei Odoo selbst gibt es die Schnittstelle nur im Tarif „Custom“.</translation>
    </message>
    <message>
        <source>Check “language”, or install it in Odoo.</source>
        <translation>Prüfen Sie „language“, oder installieren Sie die Sprache in Odoo.</translation>
    </message>
    <message>
        <source>Compare it with what was written down.</source>
        <translation>Vergleichen Sie ihn mit dem, was aufgeschrieben wurde.</translation>
    </message>
    <message>
        <source>Deletes show by the number of records: all are read then.</source>
        <translation>Löschungen zeigen sich an der Zahl der Datensätze: Dann werden alle gelesen.</translation>
    </message>
    <message>
        <source>Each new recovery key replaces the one before; an older backup still wants the one of its time.</source>
        <translation>Jeder neue Wiederherstellungsschlüssel ersetzt den bisherigen; eine ältere Sicherung verlangt weiter den ihrer Zeit.</translation>
    </message>
    <message>
        <source>Give the user the right in Odoo. It says: {words}</source>
        <translation>Geben Sie dem Benutzer in Odoo das Recht. Es sagt: {words}</translation>
    </message>
    <message>
        <source>It is not known how many records there were.</source>
        <translation>Es ist nicht bekannt, wie viele Datensätze es gab.</translation>
    </message>
    <message>
        <source>Look whether the folder for backups is there and may be written to, or choose another one.</source>
        <translation>Sehen Sie nach, ob der Ordner für Sicherungen da ist und beschrieben werden darf, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Make a recovery key (“desktop-sync recovery new”), or set DESKTOP_SYNC_PASSPHRASE for the backup. Keep it safe.</source>
        <translation>Machen Sie einen Wiederherstellungsschlüssel („desktop-sync recovery new“), oder setzen Sie DESKTOP_SYNC_PASSPHRASE für die Sicherung. Bewahren Sie es gut auf.</translation>
    </message>
    <message>
        <source>Make it first, or choose another one.</source>
        <translation>Legen Sie ihn zuerst an, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Make one now (desktop-sync backups now), and have the window or “desktop-sync serve” running each day.</source>
        <translation>Machen Sie jetzt eine (desktop-sync backups now), und lassen Sie jeden Tag das Fenster oder „desktop-sync serve“ laufen.</translation>
    </message>
    <message>
        <source>New records are not told: leave [changes] out, so that each run compares everything.</source>
        <translation>Neue Datensätze werden nicht gemeldet: Lassen Sie [changes] weg, sodass jeder Lauf alles vergleicht.</translation>
    </message>
    <message>
        <source>No backup could be made: {problem}</source>
        <translation>Es konnte keine Sicherung gemacht werden: {problem}</translation>
    </message>
    <message>
        <source>Odoo can&apos;t count by the filter.</source>
        <translation>Odoo kann nach dem Filter nicht zählen.</translation>
    </message>
    <message>
        <source>Odoo can&apos;t tell the fields of “{model}”.</source>
        <translation>Odoo kann die Felder von „{model}“ nicht nennen.</translation>
    </message>
    <message>
        <source>Odoo says: {words}</source>
        <translation>Odoo sagt: {words}</translation>
    </message>
    <message>
        <source>Open it with its passphrase, or on the computer whose keyring has its key.</source>
        <translation>Öffnen Sie sie mit dem Kennwortsatz oder auf dem Computer, dessen Schlüsselbund den Schlüssel hat.</translation>
    </message>
    <message>
        <source>Say {x} or {x2}.</source>
        <translation>Sagen Sie {x} oder {x2}.</translation>
    </message>
    <message>
        <source>Sign in as the user who made the workspace, or restore a backup with its passphrase or the recovery key.</source>
        <translation>Melden Sie sich als der Benutzer an, der den Arbeitsbereich angelegt hat, oder stellen Sie eine Sicherung mit ihrem Kennwortsatz oder dem Wiederherstellungsschlüssel wieder her.</translation>
    </message>
    <message>
        <source>The API key is that of “{owner}”, not of “{username}”.</source>
        <translation>Der API-Schlüssel gehört „{owner}“, nicht „{username}“.</translation>
    </message>
    <message>
        <source>The folder for backups could not be used</source>
        <translation>Der Ordner für Sicherungen konnte nicht verwendet werden</translation>
    </message>
    <message>
        <source>The mail server’s certificate is not trusted.</source>
        <translation>Dem Zertifikat des Mailservers wird nicht getraut.</translation>
    </message>
    <message>
        <source>The manifest can&apos;t be read: {strerror}.</source>
        <translation>Das Manifest kann nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
        <source>The manifest is not UTF-8 text.</source>
        <translation>Das Manifest ist kein UTF-8-Text.</translation>
    </message>
    <message>
        <source>The number of records says that some may be gone.</source>
        <translation>Die Zahl der Datensätze sagt, dass einige weg sein können.</translation>
    </message>
    <message>
        <source>The relay answers with HTTP {status_code}.</source>
        <translation>Der Vermittler antwortet mit HTTP {status_code}.</translation>
    </message>
    <message>
        <source>The relay does not answer.</source>
        <translation>Der Vermittler antwortet nicht.</translation>
    </message>
    <message>
        <source>The relay has ended the line.</source>
        <translation>Der Vermittler hat die Verbindung beendet.</translation>
    </message>
    <message>
        <source>The relay knows no such channel.</source>
        <translation>Der Vermittler kennt keinen solchen Kanal.</translation>
    </message>
    <message>
        <source>The server says when the table was changed; that is looked at every 2 seconds.</source>
        <translation>Der Server sagt, wann die Tabelle geändert wurde; danach wird alle 2 Sekunden gesehen.</translation>
    </message>
    <message>
        <source>The server’s counters are looked at every 2 seconds. With triggers it is at once.</source>
        <translation>Nach den Zählern des Servers wird alle 2 Sekunden gesehen. Mit Triggern geht es sofort.</translation>
    </message>
    <message>
        <source>The system does not take the order for webhooks.</source>
        <translation>Das System nimmt den Auftrag für Webhooks nicht an.</translation>
    </message>
    <message>
        <source>The system has forgotten a part of its log.</source>
        <translation>Das System hat einen Teil seines Protokolls vergessen.</translation>
    </message>
    <message>
        <source>The test was stopped.</source>
        <translation>Die Prüfung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>There is no database “{database}” there, or it does not offer its API.</source>
        <translation>Dort gibt es keine Datenbank „{database}“, oder sie bietet ihre Schnittstelle nicht an.</translation>
    </message>
    <message>
        <source>There is no recovery key for this workspace or backup.</source>
        <translation>Für diesen Arbeitsbereich oder diese Sicherung gibt es keinen Wiederherstellungsschlüssel.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>Es gibt keinen solchen Ordner.</translation>
    </message>
    <message>
        <source>There never was such a format.</source>
        <translation>Ein solches Format gab es nie.</translation>
    </message>
    <message>
        <source>This is too large for a manifest.</source>
        <translation>Das ist zu groß für ein Manifest.</translation>
    </message>
    <message>
        <source>This kind of system tells of no changes; the sync runs by its interval.</source>
        <translation>Systeme dieser Art melden keine Änderungen; der Abgleich läuft nach seinem Abstand.</translation>
    </message>
    <message>
        <source>This recovery key does not open this workspace or backup.</source>
        <translation>Dieser Wiederherstellungsschlüssel öffnet diesen Arbeitsbereich oder diese Sicherung nicht.</translation>
    </message>
    <message>
        <source>This user may not read “{name}”.</source>
        <translation>Dieser Benutzer darf „{name}“ nicht lesen.</translation>
    </message>
    <message>
        <source>This user may not see “{model}”.</source>
        <translation>Dieser Benutzer darf „{model}“ nicht sehen.</translation>
    </message>
    <message>
        <source>Tickets of a Request Tracker</source>
        <translation>Tickets eines Request Trackers</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Triggers tell of every change at once.</source>
        <translation>Trigger melden jede Änderung sofort.</translation>
    </message>
    <message>
        <source>Type it as it was written down, such as 7K2M-….</source>
        <translation>Tippen Sie ihn, wie er aufgeschrieben wurde, etwa 7K2M-….</translation>
    </message>
    <message>
        <source>Type the whole value, or show hidden values first (--reveal; “Show hidden values” in the menu).</source>
        <translation>Geben Sie den ganzen Wert ein, oder lassen Sie verdeckte Werte vorher zeigen (--reveal; „Verdeckte Werte zeigen“ im Menü).</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>Aktualisieren Sie das Programm.</translation>
    </message>
    <message>
        <source>Use a folder of your own for the workspace.</source>
        <translation>Verwenden Sie für den Arbeitsbereich einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>What the system was asked to do can&apos;t be followed to its end.</source>
        <translation>Was dem System aufgetragen wurde, lässt sich nicht bis zum Ende verfolgen.</translation>
    </message>
    <message>
        <source>Where people open Request Tracker</source>
        <translation>Wo man den Request Tracker öffnet</translation>
    </message>
    <message>
        <source>Write one condition, as it stands after WHERE.</source>
        <translation>Schreiben Sie eine einzige Bedingung, wie sie nach WHERE steht.</translation>
    </message>
    <message>
        <source>a PEM file with the authority of the server&apos;s certificate, or the certificate itself; without it the usual authorities count, where the server is on another computer</source>
        <translation>eine PEM-Datei mit der Stelle, die das Zertifikat des Servers ausstellt, oder mit dem Zertifikat selbst; ohne sie gelten die üblichen Stellen, wenn der Server auf einem anderen Computer ist</translation>
    </message>
    <message>
        <source>a place</source>
        <translation>einer Stelle</translation>
    </message>
    <message>
        <source>account {name}</source>
        <translation>Zugang {name}</translation>
    </message>
    <message>
        <source>add or delete users</source>
        <translation>Benutzer anlegen oder löschen</translation>
    </message>
    <message>
        <source>add somebody again who has unsubscribed</source>
        <translation>jemanden wieder aufnehmen, der sich abgemeldet hat</translation>
    </message>
    <message>
        <source>ahead of</source>
        <translation>vor</translation>
    </message>
    <message>
        <source>all {len} fields fit both systems</source>
        <translation>alle {len} Felder passen zu beiden Systemen</translation>
    </message>
    <message>
        <source>an edit of the plain text takes the formatting of the paragraphs that it changes (bold, links, pictures, tables)</source>
        <translation>eine Änderung des reinen Textes nimmt den Absätzen, die sie ändert, die Gestaltung (Fettes, Links, Bilder, Tabellen)</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>erbeten</translation>
    </message>
    <message>
        <source>before a large run</source>
        <translation>vor einem großen Lauf</translation>
    </message>
    <message>
        <source>bring back a contact that it has deleted</source>
        <translation>einen Kontakt zurückholen, den es gelöscht hat</translation>
    </message>
    <message>
        <source>bring back a contact under its id</source>
        <translation>einen Kontakt unter seiner Kennung zurückholen</translation>
    </message>
    <message>
        <source>bring back a customer that was deleted</source>
        <translation>Einen gelöschten Kunden zurückholen</translation>
    </message>
    <message>
        <source>bring back an archived record under its id</source>
        <translation>einen archivierten Datensatz unter seiner Kennung zurückholen</translation>
    </message>
    <message>
        <source>change the address of a member</source>
        <translation>die Adresse eines Mitglieds ändern</translation>
    </message>
    <message>
        <source>change the first comment of a ticket</source>
        <translation>den ersten Kommentar eines Tickets ändern</translation>
    </message>
    <message>
        <source>create or delete orders</source>
        <translation>Bestellungen anlegen oder löschen</translation>
    </message>
    <message>
        <source>dates</source>
        <translation>Datumsangaben</translation>
    </message>
    <message>
        <source>days that the audit is kept, 0: for ever</source>
        <translation>Tage, die das Protokoll aufbewahrt wird, 0: für immer</translation>
    </message>
    <message>
        <source>delete a contact: it is archived</source>
        <translation>einen Kontakt löschen: Er wird archiviert</translation>
    </message>
    <message>
        <source>deleting</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>desktop-sync account reconnect {name}, or “Sign in again” in the window</source>
        <translation>desktop-sync account reconnect {name}, oder „Neu anmelden“ im Fenster</translation>
    </message>
    <message>
        <source>desktop-sync account resume {quote}</source>
        <translation>desktop-sync account resume {quote}</translation>
    </message>
    <message>
        <source>desktop-sync hooks list shows those that do.</source>
        <translation>desktop-sync hooks list zeigt die, die es tun.</translation>
    </message>
    <message>
        <source>desktop-sync resume</source>
        <translation>desktop-sync resume</translation>
    </message>
    <message>
        <source>desktop-sync sync resume {name}</source>
        <translation>desktop-sync sync resume {name}</translation>
    </message>
    <message>
        <source>desktop-sync sync resume {quote}</source>
        <translation>desktop-sync sync resume {quote}</translation>
    </message>
    <message>
        <source>does what its manifest says</source>
        <translation>tut, was sein Manifest sagt</translation>
    </message>
    <message>
        <source>everything is paused</source>
        <translation>alles ist angehalten</translation>
    </message>
    <message>
        <source>full name{form}</source>
        <translation>voller Name{form}</translation>
    </message>
    <message>
        <source>has got {choices}: map it, if the lens “choices” is used.</source>
        <translation>hat {choices} hinzubekommen: Ordnen Sie zu, wenn Auswahlwerte umgewandelt werden.</translation>
    </message>
    <message>
        <source>has half of a character, which JSON can&apos;t hold</source>
        <translation>hat ein halbes Zeichen, das JSON nicht aufnehmen kann</translation>
    </message>
    <message>
        <source>has lost {choices}: records with it are held; map it to another choice.</source>
        <translation>hat {choices} verloren: Datensätze damit werden zurückgestellt; ordnen Sie einen anderen Auswahlwert zu.</translation>
    </message>
    <message>
        <source>has more than {or} digits after the point</source>
        <translation>hat mehr als {or} Ziffern nach dem Komma</translation>
    </message>
    <message>
        <source>has no choice for this one: it isn&apos;t mapped</source>
        <translation>hat keinen Auswahlwert dafür: Er ist nicht zugeordnet</translation>
    </message>
    <message>
        <source>has no part such as %Y</source>
        <translation>hat keinen Teil wie %Y</translation>
    </message>
    <message>
        <source>has no room for the text as HTML</source>
        <translation>hat keinen Platz für den Text als HTML</translation>
    </message>
    <message>
        <source>has no shared field “{name}” any more</source>
        <translation>hat kein gemeinsames Feld „{name}“ mehr</translation>
    </message>
    <message>
        <source>has the unknown part “%{letter}”; there are {join}</source>
        <translation>hat den unbekannten Teil „%{letter}“; es gibt {join}</translation>
    </message>
    <message>
        <source>has {before} digits before the decimal mark, the field takes {allowed}</source>
        <translation>hat {before} Stellen vor dem Komma, das Feld nimmt {allowed}</translation>
    </message>
    <message>
        <source>has {decimals} decimals, the field takes {scale}</source>
        <translation>hat {decimals} Nachkommastellen, das Feld nimmt {scale}</translation>
    </message>
    <message>
        <source>has {wrong} choices that the field doesn&apos;t have</source>
        <translation>hat {wrong} Auswahlwerte, die das Feld nicht hat</translation>
    </message>
    <message>
        <source>held</source>
        <translation>zurückgestellt</translation>
    </message>
    <message>
        <source>holds a choice that isn&apos;t mapped</source>
        <translation>enthält einen Auswahlwert ohne Zuordnung</translation>
    </message>
    <message>
        <source>hooks from other computers need HTTPS</source>
        <translation>Webhooks von anderen Rechnern brauchen HTTPS</translation>
    </message>
    <message>
        <source>how A writes it</source>
        <translation>wie A es schreibt</translation>
    </message>
    <message>
        <source>how A writes numbers</source>
        <translation>wie A Nummern schreibt</translation>
    </message>
    <message>
        <source>how B writes it</source>
        <translation>wie B es schreibt</translation>
    </message>
    <message>
        <source>how B writes numbers</source>
        <translation>wie B Nummern schreibt</translation>
    </message>
    <message>
        <source>how far a look at the changes reaches back, for changes that were committed late</source>
        <translation>wie weit der Blick auf die Änderungen zurückreicht, für Änderungen, die spät festgeschrieben wurden</translation>
    </message>
    <message>
        <source>how the whole name is written</source>
        <translation>wie der ganze Name geschrieben wird</translation>
    </message>
    <message>
        <source>how {upper} writes numbers, where it is a text</source>
        <translation>wie {upper} Zahlen schreibt, wo es ein Text ist</translation>
    </message>
    <message>
        <source>in {upper}</source>
        <translation>in {upper}</translation>
    </message>
    <message>
        <source>integer</source>
        <translation>ganze Zahl</translation>
    </message>
    <message>
        <source>is blank, the sync requires it</source>
        <translation>ist leer, der Abgleich verlangt es</translation>
    </message>
    <message>
        <source>is less than {min} ({x} “min”)</source>
        <translation>ist weniger als {min} ({x} „Mindestens“)</translation>
    </message>
    <message>
        <source>is longer than {max_length} characters</source>
        <translation>ist länger als {max_length} Zeichen</translation>
    </message>
    <message>
        <source>is more than {max} ({x} “max”)</source>
        <translation>ist mehr als {max} ({x} „Höchstens“)</translation>
    </message>
    <message>
        <source>is neither yes nor no</source>
        <translation>ist weder ja noch nein</translation>
    </message>
    <message>
        <source>is neither “{pairs}” nor “{pairs2}”</source>
        <translation>ist weder „{pairs}“ noch „{pairs2}“</translation>
    </message>
    <message>
        <source>is no field of the table any more</source>
        <translation>ist kein Feld der Tabelle mehr</translation>
    </message>
    <message>
        <source>is no finite number</source>
        <translation>ist keine endliche Zahl</translation>
    </message>
    <message>
        <source>is no longer there</source>
        <translation>ist nicht mehr da</translation>
    </message>
    <message>
        <source>is no regular expression ({msg} at character {or})</source>
        <translation>ist kein regulärer Ausdruck ({msg} bei Zeichen {or})</translation>
    </message>
    <message>
        <source>is no time; write “07:30” or “Mon-Fri 18:00”.</source>
        <translation>ist keine Zeit; schreiben Sie „07:30“ oder „Mo-Fr 18:00“.</translation>
    </message>
    <message>
        <source>is no {value}</source>
        <translation>ist kein {value}</translation>
    </message>
    <message>
        <source>is out of the range of dates</source>
        <translation>liegt außerhalb des Bereichs der Daten</translation>
    </message>
    <message>
        <source>is refused by the system</source>
        <translation>wird vom System abgelehnt</translation>
    </message>
    <message>
        <source>is required and has no value</source>
        <translation>ist Pflicht und hat keinen Wert</translation>
    </message>
    <message>
        <source>is required and would be blank</source>
        <translation>ist Pflicht und würde leer</translation>
    </message>
    <message>
        <source>is too large a number</source>
        <translation>ist eine zu große Zahl</translation>
    </message>
    <message>
        <source>is too large a number, the field takes {digits} digits</source>
        <translation>ist eine zu große Zahl, das Feld nimmt {digits} Ziffern</translation>
    </message>
    <message>
        <source>is {characters}, at least {shortest} are asked for ({x} “length”)</source>
        <translation>ist {characters} lang, mindestens {shortest} sind verlangt ({x} „Länge“)</translation>
    </message>
    <message>
        <source>is {characters}, at most {longest} are allowed ({x} “length”)</source>
        <translation>ist {characters} lang, höchstens {longest} sind erlaubt ({x} „Länge“)</translation>
    </message>
    <message>
        <source>is {length} characters, the field takes {max_length}</source>
        <translation>ist {length} Zeichen lang, das Feld nimmt {max_length}</translation>
    </message>
    <message>
        <source>is {len} bytes, the field takes {max_length}</source>
        <translation>ist {len} Bytes groß, das Feld nimmt {max_length}</translation>
    </message>
    <message>
        <source>is {value} and can&apos;t hold the key of the record pointed at</source>
        <translation>ist {value} und kann den Schlüssel des Datensatzes, auf den verwiesen wird, nicht aufnehmen</translation>
    </message>
    <message>
        <source>isn&apos;t a date and time of the form {human}</source>
        <translation>ist kein Datum mit Uhrzeit der Form {human}</translation>
    </message>
    <message>
        <source>isn&apos;t a date of the form {else}</source>
        <translation>ist kein Datum der Form {else}</translation>
    </message>
    <message>
        <source>isn&apos;t a list of words</source>
        <translation>ist keine Liste von Wörtern</translation>
    </message>
    <message>
        <source>isn&apos;t a number</source>
        <translation>ist keine Zahl</translation>
    </message>
    <message>
        <source>isn&apos;t a phone number</source>
        <translation>ist keine Telefonnummer</translation>
    </message>
    <message>
        <source>isn&apos;t a text</source>
        <translation>ist kein Text</translation>
    </message>
    <message>
        <source>isn&apos;t a time of the form {ss}</source>
        <translation>ist keine Uhrzeit der Form {ss}</translation>
    </message>
    <message>
        <source>isn&apos;t a web address (http:// or https://)</source>
        <translation>ist keine Webadresse (http:// oder https://)</translation>
    </message>
    <message>
        <source>isn&apos;t a whole number</source>
        <translation>ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>isn&apos;t an e-mail address</source>
        <translation>ist keine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>isn&apos;t one of the field&apos;s {len} choices; map it with the lens “choices”</source>
        <translation>ist keiner der {len} Auswahlwerte des Feldes; ordnen Sie ihn mit der Umwandlung „Auswahl“ zu</translation>
    </message>
    <message>
        <source>it</source>
        <translation>es</translation>
    </message>
    <message>
        <source>it can&apos;t be read</source>
        <translation>sie lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>it can&apos;t be written.</source>
        <translation>es kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>it does not follow the one before it: lines were cut out, put in or put elsewhere</source>
        <translation>sie folgt nicht der vor ihr: Zeilen wurden entfernt, eingefügt oder verschoben</translation>
    </message>
    <message>
        <source>it has a recovery key</source>
        <translation>er hat einen Wiederherstellungsschlüssel</translation>
    </message>
    <message>
        <source>it has no recovery key: without {key_place} no backup opens</source>
        <translation>er hat keinen Wiederherstellungsschlüssel; seine Sicherungen öffnet nur: {key_place}</translation>
    </message>
    <message>
        <source>it is</source>
        <translation>es ist</translation>
    </message>
    <message>
        <source>it is not signed</source>
        <translation>sie ist nicht signiert</translation>
    </message>
    <message>
        <source>it is paused{why}</source>
        <translation>er ist angehalten{why}</translation>
    </message>
    <message>
        <source>it is suspended{why}</source>
        <translation>er steht still{why}</translation>
    </message>
    <message>
        <source>it was changed</source>
        <translation>sie wurde geändert</translation>
    </message>
    <message>
        <source>it was changed, or is signed by another workspace</source>
        <translation>sie wurde geändert oder von einem anderen Arbeitsbereich signiert</translation>
    </message>
    <message>
        <source>its choices differ.</source>
        <translation>die Auswahlwerte sind verschieden.</translation>
    </message>
    <message>
        <source>its clock agrees with this computer&apos;s</source>
        <translation>die Uhr stimmt mit der dieses Computers überein</translation>
    </message>
    <message>
        <source>its clock is {abs} s ahead of this computer&apos;s</source>
        <translation>die Uhr geht gegenüber der dieses Computers {abs} s vor</translation>
    </message>
    <message>
        <source>its clock is {abs} s behind this computer&apos;s</source>
        <translation>die Uhr geht gegenüber der dieses Computers {abs} s nach</translation>
    </message>
    <message>
        <source>its database is damaged in {pages}</source>
        <translation>die Datenbank ist an {pages} beschädigt</translation>
    </message>
    <message>
        <source>its database is sound; {key_place} opens it</source>
        <translation>die Datenbank ist in Ordnung; {key_place} öffnet sie</translation>
    </message>
    <message>
        <source>its first backup is made within a day</source>
        <translation>seine erste Sicherung wird innerhalb eines Tages gemacht</translation>
    </message>
    <message>
        <source>its newest backup is of {at}</source>
        <translation>seine neueste Sicherung ist vom {at}</translation>
    </message>
    <message>
        <source>its own case</source>
        <translation>seine eigene Schreibweise</translation>
    </message>
    <message>
        <source>its secret “{key}” is not in the keyring or vault any more</source>
        <translation>sein Geheimnis „{key}“ ist nicht mehr im Schlüsselbund oder Tresor</translation>
    </message>
    <message>
        <source>its sign-in {words}</source>
        <translation>die Anmeldung {words}</translation>
    </message>
    <message>
        <source>joined text</source>
        <translation>verbundener Text</translation>
    </message>
    <message>
        <source>joined with {shown}</source>
        <translation>verbunden mit {shown}</translation>
    </message>
    <message>
        <source>json</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>keeps addresses and contacts with their party</source>
        <translation>hält Adressen und Kontaktwege bei ihrer Partei</translation>
    </message>
    <message>
        <source>keeps formats and formulas</source>
        <translation>behält Formate und Formeln</translation>
    </message>
    <message>
        <source>keeps photos and all that it doesn&apos;t know</source>
        <translation>behält Fotos und alles, was es nicht kennt</translation>
    </message>
    <message>
        <source>keeps {scale} decimals only now ({scale2} before).</source>
        <translation>behält jetzt nur noch {scale} Nachkommastellen (zuvor {scale2}).</translation>
    </message>
    <message>
        <source>knows all kinds of fields</source>
        <translation>kennt alle Arten von Feldern</translation>
    </message>
    <message>
        <source>knows the types and fields that plugins add</source>
        <translation>kennt die Typen und Felder von Plugins</translation>
    </message>
    <message>
        <source>knows your own fields</source>
        <translation>kennt Ihre eigenen Felder</translation>
    </message>
    <message>
        <source>knows your own objects and fields</source>
        <translation>kennt Ihre eigenen Objekte und Felder</translation>
    </message>
    <message>
        <source>last, first</source>
        <translation>Nachname, Vorname</translation>
    </message>
    <message>
        <source>leaves no file half written</source>
        <translation>lässt keine Datei halb geschrieben zurück</translation>
    </message>
    <message>
        <source>left on its own by hand</source>
        <translation>von Hand für sich gelassen</translation>
    </message>
    <message>
        <source>left the filter</source>
        <translation>aus dem Filter gefallen</translation>
    </message>
    <message>
        <source>less than a minute</source>
        <translation>weniger als einer Minute</translation>
    </message>
    <message>
        <source>line {line}</source>
        <translation>Zeile {line}</translation>
    </message>
    <message>
        <source>line {number}: {text}</source>
        <translation>Zeile {number}: {text}</translation>
    </message>
    <message>
        <source>lines before it are missing, and no line tells that they were removed by age</source>
        <translation>Zeilen davor fehlen, und keine Zeile sagt, dass sie nach ihrem Alter entfernt wurden</translation>
    </message>
    <message>
        <source>link other fields</source>
        <translation>verknüpfen Sie andere Felder</translation>
    </message>
    <message>
        <source>link records to each other (associations)</source>
        <translation>Datensätze miteinander verbinden (Assoziationen)</translation>
    </message>
    <message>
        <source>linked with {a_ref}</source>
        <translation>verbunden mit {a_ref}</translation>
    </message>
    <message>
        <source>list of words</source>
        <translation>Liste von Wörtern</translation>
    </message>
    <message>
        <source>list tickets that Zendesk has archived (they stay paired, and are read by their ids)</source>
        <translation>Tickets auflisten, die Zendesk archiviert hat (ihre Paare bleiben, und sie werden über ihre Kennung gelesen)</translation>
    </message>
    <message>
        <source>look at {join}</source>
        <translation>sehen Sie {join} an</translation>
    </message>
    <message>
        <source>look at {join} …</source>
        <translation>sehen Sie {join} an …</translation>
    </message>
    <message>
        <source>made again by a person</source>
        <translation>von einer Person neu angelegt</translation>
    </message>
    <message>
        <source>making records</source>
        <translation>Datensätze anlegen</translation>
    </message>
    <message>
        <source>match keys</source>
        <translation>Schlüssel zum Erkennen</translation>
    </message>
    <message>
        <source>may be there again already: it is in doubt, see “holds”</source>
        <translation>ist vielleicht schon wieder da: Es ist unklar, siehe „Zu klären“</translation>
    </message>
    <message>
        <source>megabytes that history may take, 0: any</source>
        <translation>Megabyte, die der Verlauf belegen darf, 0: beliebig</translation>
    </message>
    <message>
        <source>merged by a person</source>
        <translation>von einer Person zusammengeführt</translation>
    </message>
    <message>
        <source>merged into record {keep} by a person</source>
        <translation>von einer Person mit Datensatz {keep} zusammengeführt</translation>
    </message>
    <message>
        <source>merging takes two records or more of one side</source>
        <translation>Zusammenführen braucht zwei oder mehr Datensätze einer Seite</translation>
    </message>
    <message>
        <source>milliseconds since 1970</source>
        <translation>Millisekunden seit 1970</translation>
    </message>
    <message>
        <source>move tickets to another queue, or change people and custom fields</source>
        <translation>Tickets in eine andere Queue verschieben, Personen und eigene Felder ändern</translation>
    </message>
    <message>
        <source>must be a number, or a date or time as 2026-03-27</source>
        <translation>muss eine Zahl sein, oder ein Datum oder eine Zeit wie 2026-03-27</translation>
    </message>
    <message>
        <source>names one part twice</source>
        <translation>nennt einen Teil zweimal</translation>
    </message>
    <message>
        <source>names the month twice</source>
        <translation>nennt den Monat zweimal</translation>
    </message>
    <message>
        <source>names the year twice</source>
        <translation>nennt das Jahr zweimal</translation>
    </message>
    <message>
        <source>needs %H for 24 hours, or %I with %p for 12</source>
        <translation>braucht %H für 24 Stunden, oder %I mit %p für 12</translation>
    </message>
    <message>
        <source>needs a sign-in</source>
        <translation>muss neu angemeldet werden</translation>
    </message>
    <message>
        <source>needs a sign-in: {words}</source>
        <translation>muss neu angemeldet werden: {words}</translation>
    </message>
    <message>
        <source>never makes a record twice</source>
        <translation>legt nie einen Datensatz doppelt an</translation>
    </message>
    <message>
        <source>never overwrites a ticket that somebody changed in the same moment</source>
        <translation>überschreibt nie ein Ticket, das jemand im selben Moment geändert hat</translation>
    </message>
    <message>
        <source>never overwrites what somebody changed in the same moment</source>
        <translation>überschreibt nie, was jemand im selben Moment geändert hat</translation>
    </message>
    <message>
        <source>new in {upper}</source>
        <translation>neu in {upper}</translation>
    </message>
    <message>
        <source>new record</source>
        <translation>neuer Datensatz</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>no backup could be made: {problem}</source>
        <translation>es konnte keine Sicherung gemacht werden: {problem}</translation>
    </message>
    <message>
        <source>no backups are made by themselves, as you chose</source>
        <translation>von selbst werden keine Sicherungen gemacht, wie Sie es gewählt haben</translation>
    </message>
    <message>
        <source>no field is linked: at least one [[field]] is needed.</source>
        <translation>kein Feld ist verknüpft: Mindestens eines ist nötig.</translation>
    </message>
    <message>
        <source>no field of {label} looks like it</source>
        <translation>kein Feld von {label} sieht so aus</translation>
    </message>
    <message>
        <source>no lens joins “{name}” ({value}) and “{name2}” ({value2}); link fields that hold the same kind of value.</source>
        <translation>keine Umwandlung verbindet „{name}“ ({value}) mit „{name2}“ ({value2}); verknüpfen Sie Felder mit gleichartigen Werten.</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>no side of “{name}” needs anything installed</source>
        <translation>keine Seite von „{name}“ braucht etwas Eingerichtetes</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none: those stay as they are</source>
        <translation>keines: Die bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>not sent by the system</source>
        <translation>vom System nicht geschickt</translation>
    </message>
    <message>
        <source>not tested</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>number in another unit</source>
        <translation>Zahl in anderer Einheit</translation>
    </message>
    <message>
        <source>numbers without a country code need the parameter “region”, as region = &quot;DE&quot;.</source>
        <translation>Nummern ohne Landesvorwahl brauchen die Angabe „region“, wie region = &quot;DE&quot;.</translation>
    </message>
    <message>
        <source>of the database user</source>
        <translation>des Datenbankbenutzers</translation>
    </message>
    <message>
        <source>on {astimezone} UTC</source>
        <translation>am {astimezone} UTC</translation>
    </message>
    <message>
        <source>one field on each side</source>
        <translation>ein Feld auf jeder Seite</translation>
    </message>
    <message>
        <source>one field on one side only</source>
        <translation>ein Feld nur auf einer Seite</translation>
    </message>
    <message>
        <source>one of the fields takes several choices, the other one; use the lens “list”, or link other fields.</source>
        <translation>eines der Felder nimmt mehrere Auswahlwerte, das andere einen; nehmen Sie die Umwandlung „Liste von Wörtern“, oder verknüpfen Sie andere Felder.</translation>
    </message>
    <message>
        <source>one system did not keep what was written there</source>
        <translation>ein System behielt nicht, was dort geschrieben wurde</translation>
    </message>
    <message>
        <source>one way, first pairing</source>
        <translation>nur eine Richtung, erste Zuordnung</translation>
    </message>
    <message>
        <source>one way: an edit on the target side is overwritten</source>
        <translation>nur eine Richtung: Eine Änderung auf der Zielseite wird überschrieben</translation>
    </message>
    <message>
        <source>operation {operation} did not write this field</source>
        <translation>Schritt {operation} hat dieses Feld nicht geschrieben</translation>
    </message>
    <message>
        <source>or</source>
        <translation>oder</translation>
    </message>
    <message>
        <source>pair differs</source>
        <translation>Paar weicht ab</translation>
    </message>
    <message>
        <source>paired by hand</source>
        <translation>von Hand verbunden</translation>
    </message>
    <message>
        <source>pairs differ</source>
        <translation>Paare weichen ab</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>phone number</source>
        <translation>Telefonnummer</translation>
    </message>
    <message>
        <source>phone numbers</source>
        <translation>Telefonnummern</translation>
    </message>
    <message>
        <source>plain text and HTML</source>
        <translation>reiner Text und HTML</translation>
    </message>
    <message>
        <source>plain text · HTML in {upper}</source>
        <translation>reiner Text · HTML in {upper}</translation>
    </message>
    <message>
        <source>points at a record that has no partner yet</source>
        <translation>verweist auf einen Datensatz, der kein Gegenstück hat</translation>
    </message>
    <message>
        <source>port {port} of {host} can’t be listened on</source>
        <translation>an Port {port} von {host} kann nicht gelauscht werden</translation>
    </message>
    <message>
        <source>record {missing} is not there any more</source>
        <translation>Datensatz {missing} ist nicht mehr da</translation>
    </message>
    <message>
        <source>record {next} has a partner on the other side</source>
        <translation>Datensatz {next} hat ein Gegenstück auf der anderen Seite</translation>
    </message>
    <message>
        <source>record {ref}</source>
        <translation>Datensatz {ref}</translation>
    </message>
    <message>
        <source>record {side} of {upper} is paired with record {ref} of {other}</source>
        <translation>Datensatz {side} von {upper} ist mit Datensatz {ref} von {other} verbunden</translation>
    </message>
    <message>
        <source>records do not say when they were changed</source>
        <translation>Datensätze sagen nicht, wann sie geändert wurden</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Verweis</translation>
    </message>
    <message>
        <source>refused: {kind} ({status})</source>
        <translation>abgelehnt: {kind} ({status})</translation>
    </message>
    <message>
        <source>restored by a person, {words}</source>
        <translation>von einer Person wiederhergestellt, {words}</translation>
    </message>
    <message>
        <source>rule out that somebody changes a record in the very moment of writing: it is compared right before</source>
        <translation>ausschließen, dass jemand einen Datensatz genau im Moment des Schreibens ändert: Verglichen wird unmittelbar davor</translation>
    </message>
    <message>
        <source>rule out that somebody changes a user or an organization in the very moment of writing: they are compared right before</source>
        <translation>ausschließen, dass jemand Benutzer oder Organisationen genau im Moment des Schreibens ändert: Verglichen wird unmittelbar davor</translation>
    </message>
    <message>
        <source>run against Odoo 19.0 and 17.0 (Community)</source>
        <translation>gegen Odoo 19.0 und 17.0 (Community) gelaufen</translation>
    </message>
    <message>
        <source>run against {server}</source>
        <translation>erprobt an {server}</translation>
    </message>
    <message>
        <source>run {run_id} taken back</source>
        <translation>Lauf {run_id} zurückgenommen</translation>
    </message>
    <message>
        <source>run {run_id} was taken back already, by run {undone_by}</source>
        <translation>Lauf {run_id} wurde schon zurückgenommen, durch Lauf {undone_by}</translation>
    </message>
    <message>
        <source>run {run_id} wrote nothing there</source>
        <translation>Lauf {run_id} hat dort nichts geschrieben</translation>
    </message>
    <message>
        <source>say direction = &quot;{value}&quot;</source>
        <translation>setzen Sie die Richtung auf {value}</translation>
    </message>
    <message>
        <source>seconds since 1970</source>
        <translation>Sekunden seit 1970</translation>
    </message>
    <message>
        <source>see a change of a balance as a change</source>
        <translation>die Änderung eines Saldos als Änderung erkennen</translation>
    </message>
    <message>
        <source>see a change of a formula or a roll-up field</source>
        <translation>die Änderung einer Formel oder eines Summenfelds erkennen</translation>
    </message>
    <message>
        <source>see a tag change as a change of its own</source>
        <translation>eine Änderung der Tags als eigene Änderung erkennen</translation>
    </message>
    <message>
        <source>see changes of customers without reading all of them</source>
        <translation>Änderungen an Kunden erkennen, ohne alle zu lesen</translation>
    </message>
    <message>
        <source>see changes of users without reading all of them</source>
        <translation>Änderungen an Benutzern erkennen, ohne alle zu lesen</translation>
    </message>
    <message>
        <source>see contacts in folders of their own</source>
        <translation>Kontakte in eigenen Ordnern sehen</translation>
    </message>
    <message>
        <source>see fields of apps (metafields)</source>
        <translation>Felder von Apps sehen (Metafelder)</translation>
    </message>
    <message>
        <source>see fields of plugins (meta data)</source>
        <translation>Felder von Plugins sehen (Metadaten)</translation>
    </message>
    <message>
        <source>see that only a formula&apos;s result has changed before everything is compared</source>
        <translation>erkennen, dass sich nur das Ergebnis einer Formel geändert hat, bevor alles verglichen wird</translation>
    </message>
    <message>
        <source>see what changed in the last minute</source>
        <translation>sehen, was sich in der letzten Minute geändert hat</translation>
    </message>
    <message>
        <source>see what has changed without reading all records, where the token may not keep webhooks (webhook:manage)</source>
        <translation>Änderungen erkennen, ohne alle Datensätze zu lesen, wenn das Token keine Webhooks verwalten darf (webhook:manage)</translation>
    </message>
    <message>
        <source>see what left the recycle bin longer ago than 15 days as deleted</source>
        <translation>als gelöscht erkennen, was den Papierkorb vor mehr als 15 Tagen verlassen hat</translation>
    </message>
    <message>
        <source>sees archived and deleted records</source>
        <translation>sieht archivierte und gelöschte Datensätze</translation>
    </message>
    <message>
        <source>sees archived contacts</source>
        <translation>sieht archivierte Kontakte</translation>
    </message>
    <message>
        <source>sees archived members</source>
        <translation>sieht archivierte Mitglieder</translation>
    </message>
    <message>
        <source>sees archived records</source>
        <translation>sieht archivierte Datensätze</translation>
    </message>
    <message>
        <source>sees deleted contacts</source>
        <translation>sieht gelöschte Kontakte</translation>
    </message>
    <message>
        <source>sees deleted records</source>
        <translation>sieht gelöschte Datensätze</translation>
    </message>
    <message>
        <source>setting “delimiter”</source>
        <translation>Einstellung „delimiter“</translation>
    </message>
    <message>
        <source>setting “encoding”</source>
        <translation>Einstellung „encoding“</translation>
    </message>
    <message>
        <source>several are read by their ids out of the list</source>
        <translation>mehrere werden an ihren Kennungen aus der Liste gelesen</translation>
    </message>
    <message>
        <source>several choices become one</source>
        <translation>mehrere Auswahlwerte werden zu einem</translation>
    </message>
    <message>
        <source>several fields on one side and one on the other</source>
        <translation>mehrere Felder auf einer Seite und eines auf der anderen</translation>
    </message>
    <message>
        <source>several:1 or 1:several</source>
        <translation>mehrere:1 oder 1:mehrere</translation>
    </message>
    <message>
        <source>skipped this time</source>
        <translation>dieses Mal übersprungen</translation>
    </message>
    <message>
        <source>small letters</source>
        <translation>Kleinbuchstaben</translation>
    </message>
    <message>
        <source>split at {shown}</source>
        <translation>getrennt bei {shown}</translation>
    </message>
    <message>
        <source>split text</source>
        <translation>getrennter Text</translation>
    </message>
    <message>
        <source>stale writes are found by looking before</source>
        <translation>veraltetes Schreiben wird durch einen Blick davor gefunden</translation>
    </message>
    <message>
        <source>such records are held</source>
        <translation>solche Datensätze werden zurückgestellt</translation>
    </message>
    <message>
        <source>sync {name}</source>
        <translation>Abgleich {name}</translation>
    </message>
    <message>
        <source>systems send webhooks to addresses with https:// only</source>
        <translation>Systeme senden Webhooks nur an Adressen mit https://</translation>
    </message>
    <message>
        <source>take a text only</source>
        <translation>nimm nur Text</translation>
    </message>
    <message>
        <source>take several writes in one call</source>
        <translation>mehrere Änderungen in einem Aufruf annehmen</translation>
    </message>
    <message>
        <source>take {join}</source>
        <translation>nehmen Sie {join}</translation>
    </message>
    <message>
        <source>take {join} …</source>
        <translation>nehmen Sie {join} …</translation>
    </message>
    <message>
        <source>takes 10 records a call</source>
        <translation>nimmt 10 Datensätze je Aufruf</translation>
    </message>
    <message>
        <source>takes 100 records a call</source>
        <translation>nimmt 100 Datensätze je Aufruf</translation>
    </message>
    <message>
        <source>takes 20 contacts a call</source>
        <translation>nimmt 20 Kontakte je Aufruf</translation>
    </message>
    <message>
        <source>takes 200 contacts a call</source>
        <translation>nimmt 200 Kontakte je Aufruf</translation>
    </message>
    <message>
        <source>takes 200 records a call</source>
        <translation>nimmt 200 Datensätze je Aufruf</translation>
    </message>
    <message>
        <source>takes 50 records a call</source>
        <translation>nimmt 50 Datensätze je Aufruf</translation>
    </message>
    <message>
        <source>takes a date and time only</source>
        <translation>nimmt nur Datum und Uhrzeit</translation>
    </message>
    <message>
        <source>takes a date only</source>
        <translation>nimmt nur ein Datum</translation>
    </message>
    <message>
        <source>takes a file&apos;s content only</source>
        <translation>nimmt nur den Inhalt einer Datei</translation>
    </message>
    <message>
        <source>takes a list of choices</source>
        <translation>nimmt eine Liste von Auswahlwerten</translation>
    </message>
    <message>
        <source>takes a list of words only</source>
        <translation>nimmt nur eine Liste von Wörtern</translation>
    </message>
    <message>
        <source>takes a number only</source>
        <translation>nimmt nur eine Zahl</translation>
    </message>
    <message>
        <source>takes a text only</source>
        <translation>nimmt nur Text</translation>
    </message>
    <message>
        <source>takes a time of day only</source>
        <translation>nimmt nur eine Uhrzeit</translation>
    </message>
    <message>
        <source>takes an e-mail address only</source>
        <translation>nimmt nur eine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>takes filters in SQL</source>
        <translation>nimmt Filter in SQL</translation>
    </message>
    <message>
        <source>takes finite numbers only</source>
        <translation>nimmt nur endliche Zahlen</translation>
    </message>
    <message>
        <source>takes numbers only</source>
        <translation>nimmt nur Zahlen</translation>
    </message>
    <message>
        <source>takes one choice only</source>
        <translation>nimmt nur einen Auswahlwert</translation>
    </message>
    <message>
        <source>takes whole numbers only</source>
        <translation>nimmt nur ganze Zahlen</translation>
    </message>
    <message>
        <source>takes yes or no only</source>
        <translation>nimmt nur ja oder nein</translation>
    </message>
    <message>
        <source>takes {max_length} characters only now{was}: longer values are held.</source>
        <translation>nimmt jetzt nur noch {max_length} Zeichen{was}: Längere Werte werden zurückgestellt.</translation>
    </message>
    <message>
        <source>tell which organization was deleted without reading all of them</source>
        <translation>sagen, welche Organisation gelöscht wurde, ohne alle zu lesen</translation>
    </message>
    <message>
        <source>tell which record was deleted without reading all of them</source>
        <translation>sagen, welcher Datensatz gelöscht wurde, ohne alle zu lesen</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>text in one case</source>
        <translation>Text in einer Schreibweise</translation>
    </message>
    <message>
        <source>text, cut to fit</source>
        <translation>Text, passend gekürzt</translation>
    </message>
    <message>
        <source>that many records are no duplicates: up to {x} can be merged</source>
        <translation>so viele Datensätze sind keine Doppelten: Bis zu {x} können zusammengeführt werden</translation>
    </message>
    <message>
        <source>the account does not close: some records were seen but not accounted for</source>
        <translation>die Rechnung geht nicht auf: Einige Datensätze wurden gesehen, aber nicht verbucht</translation>
    </message>
    <message>
        <source>the account has no “{secret_of}”, with which its webhooks are signed</source>
        <translation>dem Konto fehlt „{secret_of}“, womit seine Webhooks unterschrieben sind</translation>
    </message>
    <message>
        <source>the account “{account}” of “{name}” is paused</source>
        <translation>der Zugang „{account}“ von „{name}“ ist angehalten</translation>
    </message>
    <message>
        <source>the case may change</source>
        <translation>Groß- und Kleinschreibung kann sich ändern</translation>
    </message>
    <message>
        <source>the choice {shown}</source>
        <translation>den Auswahlwert {shown}</translation>
    </message>
    <message>
        <source>the choice “{key}” must be mapped to a text, a number, true or false.</source>
        <translation>der Auswahlwert „{key}“ muss einem Text, einer Zahl, ja oder nein zugeordnet werden.</translation>
    </message>
    <message>
        <source>the choices {shown}</source>
        <translation>die Auswahlwerte {shown}</translation>
    </message>
    <message>
        <source>the deleted record was made again</source>
        <translation>der gelöschte Datensatz wurde neu angelegt</translation>
    </message>
    <message>
        <source>the earlier value is not known: the workspace was put back to an older state</source>
        <translation>der frühere Wert ist nicht bekannt: Der Arbeitsbereich wurde auf einen älteren Stand zurückgesetzt</translation>
    </message>
    <message>
        <source>the end is missing: the last line tells of the export itself</source>
        <translation>das Ende fehlt: die letzte Zeile nennt den Export selbst</translation>
    </message>
    <message>
        <source>the file is about “{name}”, not “{name2}”</source>
        <translation>die Datei betrifft „{name}“, nicht „{name2}“</translation>
    </message>
    <message>
        <source>the first pairing waits for your approval</source>
        <translation>die erste Zuordnung wartet auf Ihre Freigabe</translation>
    </message>
    <message>
        <source>the format “{text}” has a date; use the lens “datetime” or “date”.</source>
        <translation>das Format „{text}“ hat ein Datum; nehmen Sie die Umwandlung „Datum und Uhrzeit“ oder „Datum“.</translation>
    </message>
    <message>
        <source>the format “{text}” has a time of day; use the lens “datetime”.</source>
        <translation>das Format „{text}“ hat eine Uhrzeit; nehmen Sie die Umwandlung „Datum und Uhrzeit“.</translation>
    </message>
    <message>
        <source>the format “{text}” has no time: it needs %H and %M.</source>
        <translation>das Format „{text}“ hat keine Uhrzeit: Es braucht %H und %M.</translation>
    </message>
    <message>
        <source>the format “{text}” has no whole date: it needs %d, %m (or %b, %B) and %Y.</source>
        <translation>das Format „{text}“ hat kein ganzes Datum: Es braucht %d, %m (oder %b, %B) und %Y.</translation>
    </message>
    <message>
        <source>the format “{text}” {error}.</source>
        <translation>das Format „{text}“ {error}.</translation>
    </message>
    <message>
        <source>the history does not know the field&apos;s value then</source>
        <translation>der Verlauf kennt den damaligen Wert des Feldes nicht</translation>
    </message>
    <message>
        <source>the history has not kept this record</source>
        <translation>der Verlauf hat diesen Datensatz nicht aufbewahrt</translation>
    </message>
    <message>
        <source>the lens “choices” needs a map, as { choices = { &quot;open&quot; = &quot;Open&quot; } }.</source>
        <translation>die Umwandlung „Auswahl“ braucht eine Zuordnung, wie { choices = { &quot;open&quot; = &quot;Open&quot; } }.</translation>
    </message>
    <message>
        <source>the lens “{name}” doesn&apos;t fit “{name2}” in {side}, which is {value}; it takes {types}.</source>
        <translation>die Umwandlung „{name}“ passt nicht zu „{name2}“ in {side}, das {value} ist; sie nimmt {types}.</translation>
    </message>
    <message>
        <source>the lens “{name}” has no parameter “{name2}”.{nearest}</source>
        <translation>die Umwandlung „{name}“ hat keine Angabe „{name2}“.{nearest}</translation>
    </message>
    <message>
        <source>the lens “{name}” needs the parameter “{name2}” ({help}).</source>
        <translation>die Umwandlung „{name}“ braucht die Angabe „{name2}“ ({help}).</translation>
    </message>
    <message>
        <source>the lens “{name}” takes {wanted}.{several}</source>
        <translation>die Umwandlung „{name}“ nimmt {wanted}.{several}</translation>
    </message>
    <message>
        <source>the link was dissolved</source>
        <translation>die Verbindung wurde gelöst</translation>
    </message>
    <message>
        <source>the list begins with what was changed last</source>
        <translation>die Liste beginnt mit dem zuletzt Geänderten</translation>
    </message>
    <message>
        <source>the list can be asked for what has changed</source>
        <translation>die Liste kann danach gefragt werden, was sich geändert hat</translation>
    </message>
    <message>
        <source>the list can&apos;t be asked for changes only</source>
        <translation>die Liste kann nicht nur nach Änderungen gefragt werden</translation>
    </message>
    <message>
        <source>the list may be longer than what came.</source>
        <translation>die Liste ist vielleicht länger als das, was kam.</translation>
    </message>
    <message>
        <source>the manifest</source>
        <translation>das Manifest</translation>
    </message>
    <message>
        <source>the match key “{name}” is no shared field.{nearest}</source>
        <translation>der Schlüssel „{name}“ ist kein gemeinsames Feld.{nearest}</translation>
    </message>
    <message>
        <source>the parameter “factor” of the lens “scale” must be a number other than 0.</source>
        <translation>die Angabe „factor“ der Umwandlung „scale“ muss eine Zahl außer 0 sein.</translation>
    </message>
    <message>
        <source>the parameter “separator” of the lens “list” must not be empty.</source>
        <translation>die Angabe „separator“ der Umwandlung „list“ darf nicht leer sein.</translation>
    </message>
    <message>
        <source>the parameter “separator” of the lens “{name}” must not be empty.</source>
        <translation>die Angabe „separator“ der Umwandlung „{name}“ darf nicht leer sein.</translation>
    </message>
    <message>
        <source>the parameter “{name}” of the lens “{name2}” must be {wanted}.{hint}</source>
        <translation>die Angabe „{name}“ der Umwandlung „{name2}“ muss {wanted} sein.{hint}</translation>
    </message>
    <message>
        <source>the record is not there</source>
        <translation>der Datensatz ist nicht da</translation>
    </message>
    <message>
        <source>the record is not there any more</source>
        <translation>der Datensatz ist nicht mehr da</translation>
    </message>
    <message>
        <source>the record is there</source>
        <translation>der Datensatz ist da</translation>
    </message>
    <message>
        <source>the record was made again already: {side}:{again}</source>
        <translation>der Datensatz wurde schon neu angelegt: {side}:{again}</translation>
    </message>
    <message>
        <source>the relay’s address must begin with https://</source>
        <translation>die Adresse des Vermittlers muss mit https:// beginnen</translation>
    </message>
    <message>
        <source>the run was stopped</source>
        <translation>der Lauf wurde angehalten</translation>
    </message>
    <message>
        <source>the same kind of values</source>
        <translation>gleichartige Werte</translation>
    </message>
    <message>
        <source>the sync has no field “{name}”</source>
        <translation>der Abgleich hat kein Feld „{name}“</translation>
    </message>
    <message>
        <source>the sync has no name.</source>
        <translation>der Abgleich hat keinen Namen.</translation>
    </message>
    <message>
        <source>the sync of the records pointed at; left out: the only one that fits</source>
        <translation>der Abgleich der Datensätze, auf die verwiesen wird; ohne Angabe: der einzige, der passt</translation>
    </message>
    <message>
        <source>the sync “{name}” is between {accounts}, not between “{account}” and “{account2}”</source>
        <translation>der Abgleich „{name}“ ist zwischen {accounts}, nicht zwischen „{account}“ und „{account2}“</translation>
    </message>
    <message>
        <source>the sync&apos;s rule</source>
        <translation>die Regel des Abgleichs</translation>
    </message>
    <message>
        <source>the system needs one address to send to</source>
        <translation>das System braucht eine Adresse, an die es sendet</translation>
    </message>
    <message>
        <source>the system of “{name}” takes no orders for webhooks from here</source>
        <translation>das System von „{name}“ nimmt von hier keine Aufträge für Webhooks an</translation>
    </message>
    <message>
        <source>the system&apos;s keyring</source>
        <translation>der Schlüsselbund des Systems</translation>
    </message>
    <message>
        <source>the table “{name}” ({upper}) has no field “{name2}”.{nearest}</source>
        <translation>die Tabelle „{name}“ ({upper}) hat kein Feld „{name2}“.{nearest}</translation>
    </message>
    <message>
        <source>the time zone of {upper}&apos;s clock, as Europe/Berlin</source>
        <translation>die Zeitzone der Uhr von {upper}, wie Europe/Berlin</translation>
    </message>
    <message>
        <source>the value before was taken</source>
        <translation>der Wert davor wurde genommen</translation>
    </message>
    <message>
        <source>the value can&apos;t be written: {join}</source>
        <translation>der Wert kann nicht geschrieben werden: {join}</translation>
    </message>
    <message>
        <source>the value doesn&apos;t fit “{name}”, which takes {value}.</source>
        <translation>der Wert passt nicht zu „{name}“, das {value} nimmt.</translation>
    </message>
    <message>
        <source>the value of “{field}” is hidden, and its mask is no value</source>
        <translation>der Wert von „{field}“ ist verdeckt, und seine Maske ist kein Wert</translation>
    </message>
    <message>
        <source>the workspace was put back to an older state: what this run would write waits for your approval</source>
        <translation>der Arbeitsbereich wurde auf einen älteren Stand zurückgesetzt: Was dieser Lauf schreiben würde, wartet auf Ihre Zustimmung</translation>
    </message>
    <message>
        <source>them</source>
        <translation>sie</translation>
    </message>
    <message>
        <source>there are two fields named “{name}”{first}; give one of them another name.</source>
        <translation>es gibt zwei Felder mit dem Namen „{name}“{first}; geben Sie einem davon einen anderen Namen.</translation>
    </message>
    <message>
        <source>there is a record {ref} already</source>
        <translation>es gibt schon einen Datensatz {ref}</translation>
    </message>
    <message>
        <source>there is an account “{name}” already</source>
        <translation>es gibt schon einen Zugang „{name}“</translation>
    </message>
    <message>
        <source>there is no account “{name}”</source>
        <translation>es gibt keinen Zugang „{name}“</translation>
    </message>
    <message>
        <source>there is no backup of the last three days</source>
        <translation>es gibt keine Sicherung der letzten drei Tage</translation>
    </message>
    <message>
        <source>there is no earlier value to take</source>
        <translation>es gibt keinen früheren Wert zum Nehmen</translation>
    </message>
    <message>
        <source>there is no earlier value: the records were just paired</source>
        <translation>es gibt keinen früheren Wert: Die Datensätze wurden eben erst gepaart</translation>
    </message>
    <message>
        <source>there is no field {min}</source>
        <translation>es gibt kein Feld {min}</translation>
    </message>
    <message>
        <source>there is no hold {hold_id}</source>
        <translation>es ist nichts zurückgestellt unter {hold_id}</translation>
    </message>
    <message>
        <source>there is no kind of system “{kind}”</source>
        <translation>es gibt keine Art von System „{kind}“</translation>
    </message>
    <message>
        <source>there is no lens “{name}”.{nearest}</source>
        <translation>es gibt keine Umwandlung „{name}“.{nearest}</translation>
    </message>
    <message>
        <source>there is no open conflict {conflict_id}</source>
        <translation>es gibt keinen offenen Konflikt {conflict_id}</translation>
    </message>
    <message>
        <source>there is no record {ref} in {account} · {table}, within the sync&apos;s filter</source>
        <translation>es gibt keinen Datensatz {ref} in {account} · {table}, im Filter des Abgleichs</translation>
    </message>
    <message>
        <source>there is no run {run_id}</source>
        <translation>es gibt keinen Lauf {run_id}</translation>
    </message>
    <message>
        <source>there is no run {run_id} that can be taken back</source>
        <translation>es gibt keinen Lauf {run_id}, der zurückgenommen werden kann</translation>
    </message>
    <message>
        <source>there is no setting “{key}”</source>
        <translation>es gibt keine Einstellung „{key}“</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>es gibt keinen solchen Ordner</translation>
    </message>
    <message>
        <source>there is no sync “{name}”</source>
        <translation>es gibt keinen Abgleich „{name}“</translation>
    </message>
    <message>
        <source>there is no table “{like}” before this one.{nearest}</source>
        <translation>davor gibt es keine Tabelle „{like}“.{nearest}</translation>
    </message>
    <message>
        <source>there is no time zone “{zone}”.</source>
        <translation>es gibt keine Zeitzone „{zone}“.</translation>
    </message>
    <message>
        <source>there is no way of signing “{scheme}”</source>
        <translation>die Art der Unterschrift „{scheme}“ gibt es nicht</translation>
    </message>
    <message>
        <source>these two are a pair already</source>
        <translation>diese beiden sind schon ein Paar</translation>
    </message>
    <message>
        <source>they are</source>
        <translation>sie sind</translation>
    </message>
    <message>
        <source>they are read by the list only</source>
        <translation>sie werden nur über die Liste gelesen</translation>
    </message>
    <message>
        <source>this is format {version}; the program reads {x}. {newer}</source>
        <translation>das ist Format {version}; das Programm liest {x}. {newer}</translation>
    </message>
    <message>
        <source>time</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>time of day</source>
        <translation>Uhrzeit</translation>
    </message>
    <message>
        <source>trimmed text</source>
        <translation>gestutzter Text</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>ja oder nein</translation>
    </message>
    <message>
        <source>true/false, yes/no, 1/0 …</source>
        <translation>true/false, yes/no, 1/0 …</translation>
    </message>
    <message>
        <source>turned round by a person</source>
        <translation>von einer Person umgedreht</translation>
    </message>
    <message>
        <source>two fields on one side (first name, last name) and one on the other</source>
        <translation>zwei Felder auf einer Seite (Vorname, Nachname) und eines auf der anderen</translation>
    </message>
    <message>
        <source>two figures for the year: {loss} can&apos;t be written</source>
        <translation>zwei Ziffern für das Jahr: {loss} können nicht geschrieben werden</translation>
    </message>
    <message>
        <source>two texts, as [&quot;yes&quot;, &quot;no&quot;]</source>
        <translation>zwei Texte, wie [&quot;ja&quot;, &quot;nein&quot;]</translation>
    </message>
    <message>
        <source>unknown error</source>
        <translation>unbekannter Fehler</translation>
    </message>
    <message>
        <source>waiting for “{name}” {parent_ref}</source>
        <translation>wartet auf „{name}“ {parent_ref}</translation>
    </message>
    <message>
        <source>was deleted by the run: take back the whole record, not one field</source>
        <translation>wurde vom Lauf gelöscht: Nehmen Sie den ganzen Datensatz zurück, nicht ein Feld</translation>
    </message>
    <message>
        <source>was edited just now: it is left</source>
        <translation>wurde eben geändert: bleibt, wie er ist</translation>
    </message>
    <message>
        <source>was edited since in “{name}”: run {run_id} wrote {plain}, it holds {plain2} now, and is left so</source>
        <translation>wurde seitdem in „{name}“ geändert: Lauf {run_id} schrieb {plain}, jetzt enthält es {plain2}, und bleibt so</translation>
    </message>
    <message>
        <source>was edited since it was made{words}: it is left</source>
        <translation>wurde geändert, seit er angelegt wurde{words}: bleibt, wie er ist</translation>
    </message>
    <message>
        <source>was made by the run: take back the whole record, not one field</source>
        <translation>wurde vom Lauf angelegt: Nehmen Sie den ganzen Datensatz zurück, nicht ein Feld</translation>
    </message>
    <message>
        <source>was sent, the answer was lost: the next run looks what became of it</source>
        <translation>wurde geschickt, die Antwort ging verloren: der nächste Lauf sieht nach, was daraus wurde</translation>
    </message>
    <message>
        <source>what A holds</source>
        <translation>was A enthält</translation>
    </message>
    <message>
        <source>what A shows for every choice of B that isn&apos;t mapped</source>
        <translation>was A für jeden Auswahlwert von B zeigt, der nicht zugeordnet ist</translation>
    </message>
    <message>
        <source>what B gets for every choice of A that isn&apos;t mapped</source>
        <translation>was B für jeden Auswahlwert von A bekommt, der nicht zugeordnet ist</translation>
    </message>
    <message>
        <source>what B holds</source>
        <translation>was B enthält</translation>
    </message>
    <message>
        <source>what is gone shows by the number of records</source>
        <translation>was weg ist, zeigt sich an der Zahl der Datensätze</translation>
    </message>
    <message>
        <source>what run {run_id} wrote is no longer in the history</source>
        <translation>was Lauf {run_id} geschrieben hat, ist nicht mehr im Verlauf</translation>
    </message>
    <message>
        <source>what stands between the parts</source>
        <translation>was zwischen den Teilen steht</translation>
    </message>
    <message>
        <source>what stands between the words of a text</source>
        <translation>was zwischen den Wörtern eines Textes steht</translation>
    </message>
    <message>
        <source>what to write</source>
        <translation>was geschrieben wird</translation>
    </message>
    <message>
        <source>which columns identify a row where the database does not say: view:column, view2:column+column</source>
        <translation>welche Spalten eine Zeile bestimmen, wo die Datenbank es nicht sagt: sicht:spalte, sicht2:spalte+spalte</translation>
    </message>
    <message>
        <source>which side holds HTML</source>
        <translation>welche Seite HTML enthält</translation>
    </message>
    <message>
        <source>would point at a record that has no partner yet</source>
        <translation>würde auf einen Datensatz verweisen, der kein Gegenstück hat</translation>
    </message>
    <message>
        <source>years before 1969 and after 2068</source>
        <translation>Jahre vor 1969 und nach 2068</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>ja oder nein</translation>
    </message>
    <message>
        <source>yes or no · {words}</source>
        <translation>ja oder nein · {words}</translation>
    </message>
    <message>
        <source>your passphrase</source>
        <translation>Ihr Kennwortsatz</translation>
    </message>
    <message>
        <source>{account} has both conditions and a filter of its own. Use one of them.</source>
        <translation>{account} hat sowohl Bedingungen als auch einen eigenen Filter. Verwenden Sie eines davon.</translation>
    </message>
    <message>
        <source>{a} wins; the change in {b} is kept in the history.</source>
        <translation>{a} gilt; die Änderung in {b} bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>{before}same values in {share}</source>
        <translation>{before}gleiche Werte in {share}</translation>
    </message>
    <message>
        <source>{b} wins; the change in {a} is kept in the history.</source>
        <translation>{b} gilt; die Änderung in {a} bleibt im Verlauf.</translation>
    </message>
    <message>
        <source>{count} character</source>
        <translation>{count} Zeichen</translation>
    </message>
    <message>
        <source>{count} characters</source>
        <translation>{count} Zeichen</translation>
    </message>
    <message>
        <source>{count} in A and {count2} in B have the same {names}; which belong together can&apos;t be told.</source>
        <translation>{count} in A und {count2} in B haben dasselbe {names}; welche zusammengehören, ist nicht zu erkennen.</translation>
    </message>
    <message>
        <source>{count} of {links} pairs would be changed</source>
        <translation>{count} von {links} Paaren würden geändert</translation>
    </message>
    <message>
        <source>{count} of {links} records would be deleted in {side}</source>
        <translation>{count} von {links} Datensätzen würden in {side} gelöscht</translation>
    </message>
    <message>
        <source>{count} pair differs and nothing explains why.</source>
        <translation>{count} Paar weicht ab, und nichts erklärt, warum.</translation>
    </message>
    <message>
        <source>{count} pairs differ and nothing explains why.</source>
        <translation>{count} Paare weichen ab, und nichts erklärt, warum.</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count} Datensätze</translation>
    </message>
    <message>
        <source>{day} at {time}</source>
        <translation>{day} um {time}</translation>
    </message>
    <message>
        <source>{default_advice} Odoo says: {words}</source>
        <translation>{default_advice} Odoo sagt: {words}</translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation>{file}, Zeile {line}</translation>
    </message>
    <message>
        <source>{folder} can&apos;t be written to</source>
        <translation>in {folder} kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>{folder} opens and can be written to</source>
        <translation>{folder} lässt sich öffnen und beschreiben</translation>
    </message>
    <message>
        <source>{format} ({x} “format”)</source>
        <translation>{format} ({x} „Form“)</translation>
    </message>
    <message>
        <source>{headers} is missing: without it the workspace can&apos;t be opened.</source>
        <translation>{headers} fehlt: Ohne sie kann der Arbeitsbereich nicht geöffnet werden.</translation>
    </message>
    <message>
        <source>{here} lets nothing be deleted: deletes in {there} will be held; &quot;archive&quot; or &quot;ignore&quot; fit better.</source>
        <translation>{here} lässt nichts löschen: Löschungen in {there} werden zurückgestellt; Archivieren oder Belassen passt besser.</translation>
    </message>
    <message>
        <source>{here} takes no changes of its records: edits in {there} will be held.</source>
        <translation>{here} nimmt keine Änderungen seiner Datensätze: Änderungen in {there} werden zurückgestellt.</translation>
    </message>
    <message>
        <source>{here} takes no new records: what is made in {there} stays there.</source>
        <translation>{here} nimmt keine neuen Datensätze: Was in {there} angelegt wird, bleibt dort.</translation>
    </message>
    <message>
        <source>{how}, up to {size} records each.</source>
        <translation>{how}, je bis zu {size} Datensätze.</translation>
    </message>
    <message>
        <source>{how}: {read}, and nothing can be written.</source>
        <translation>{how}: {read}, und nichts kann geschrieben werden.</translation>
    </message>
    <message>
        <source>{join}; then remove {join2} ….</source>
        <translation>{join}; entfernen Sie dann {join2} ….</translation>
    </message>
    <message>
        <source>{join}; then remove {join2}.</source>
        <translation>{join}; entfernen Sie dann {join2}.</translation>
    </message>
    <message>
        <source>{key} of {upper}: the table “{name}” has no field “{name2}”.{nearest}</source>
        <translation>{key} von {upper}: Die Tabelle „{name}“ hat kein Feld „{name2}“.{nearest}</translation>
    </message>
    <message>
        <source>{kind} on both sides</source>
        <translation>{kind} auf beiden Seiten</translation>
    </message>
    <message>
        <source>{label} has no field {gone} here</source>
        <translation>{label} hat hier kein Feld {gone}</translation>
    </message>
    <message>
        <source>{label} has no sign-in by {value}.</source>
        <translation>{label} hat keine Anmeldung über {value}.</translation>
    </message>
    <message>
        <source>{label} is busy.</source>
        <translation>{label} ist beschäftigt.</translation>
    </message>
    <message>
        <source>{label} is needed.</source>
        <translation>{label} wird gebraucht.</translation>
    </message>
    <message>
        <source>{label} must be a whole address{example}.</source>
        <translation>{label} muss eine ganze Adresse sein{example}.</translation>
    </message>
    <message>
        <source>{label} refuses the first call (HTTP {status})</source>
        <translation>{label} lehnt den ersten Aufruf ab (HTTP {status})</translation>
    </message>
    <message>
        <source>{label} says: {said}</source>
        <translation>{label} sagt: {said}</translation>
    </message>
    <message>
        <source>{label} takes no orders for webhooks from here</source>
        <translation>{label} nimmt von hier keine Aufträge für Webhooks an</translation>
    </message>
    <message>
        <source>{label}{else}. Give it with {option}.</source>
        <translation>{label}{else}. Geben Sie es mit {option} an.</translation>
    </message>
    <message>
        <source>{len} address book</source>
        <translation>{len} Adressbuch</translation>
    </message>
    <message>
        <source>{len} address books</source>
        <translation>{len} Adressbücher</translation>
    </message>
    <message>
        <source>{len} fields: {join}.</source>
        <translation>{len} Felder: {join}.</translation>
    </message>
    <message>
        <source>{len} mistakes:</source>
        <translation>{len} Fehler:</translation>
    </message>
    <message>
        <source>{len} of {len2} records read by their ids are not as in the list.</source>
        <translation>{len} von {len2} an ihren Kennungen gelesenen Datensätzen sind nicht wie in der Liste.</translation>
    </message>
    <message>
        <source>{len} places</source>
        <translation>{len} Stellen</translation>
    </message>
    <message>
        <source>{len} records read by their ids are as in the list.</source>
        <translation>{len} an ihren Kennungen gelesene Datensätze sind wie in der Liste.</translation>
    </message>
    <message>
        <source>{len} records {where}, named by “{identity}”.</source>
        <translation>{len} Datensätze {where}, erkannt an „{identity}“.</translation>
    </message>
    <message>
        <source>{len} records, the same each time, none twice.</source>
        <translation>{len} Datensätze, jedes Mal dieselben, keiner doppelt.</translation>
    </message>
    <message>
        <source>{len} since the list was read</source>
        <translation>{len}, seit die Liste gelesen wurde</translation>
    </message>
    <message>
        <source>{links} pairs are kept; all records are compared anew at the next run.</source>
        <translation>{links} Paare bleiben; alle Datensätze werden beim nächsten Lauf neu verglichen.</translation>
    </message>
    <message>
        <source>{listed} are left out: {why}</source>
        <translation>{listed} bleiben weg: {why}</translation>
    </message>
    <message>
        <source>{listed} becomes “{key}”.</source>
        <translation>{listed} wird zu „{key}“.</translation>
    </message>
    <message>
        <source>{listed} is left out: {why}</source>
        <translation>{listed} bleibt weg: {why}</translation>
    </message>
    <message>
        <source>{listed} of “{label}” has no partner; such values wait until it is mapped.</source>
        <translation>{listed} von „{label}“ hat kein Gegenstück; solche Werte warten, bis es zugeordnet ist.</translation>
    </message>
    <message>
        <source>{method} took away {join}: it is not used.</source>
        <translation>{method} nahm {join} weg: Es wird nicht verwendet.</translation>
    </message>
    <message>
        <source>{name} can&apos;t be {value}</source>
        <translation>{name} kann nicht {value} sein</translation>
    </message>
    <message>
        <source>{name} could not be written</source>
        <translation>{name} konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>{name} holds no CSV files and no workbooks.</source>
        <translation>{name} enthält keine CSV-Dateien und keine Arbeitsmappen.</translation>
    </message>
    <message>
        <source>{name} is being written by another run.</source>
        <translation>{name} wird von einem anderen Lauf geschrieben.</translation>
    </message>
    <message>
        <source>{name} is longer than {max_length}</source>
        <translation>{name} ist länger als {max_length}</translation>
    </message>
    <message>
        <source>{name} is open in another program.</source>
        <translation>{name} ist in einem anderen Programm geöffnet.</translation>
    </message>
    <message>
        <source>{name} is read-only</source>
        <translation>{name} ist schreibgeschützt</translation>
    </message>
    <message>
        <source>{name} is required</source>
        <translation>{name} ist Pflicht</translation>
    </message>
    <message>
        <source>{name} is unique, and another record holds this value</source>
        <translation>{name} ist einmalig, und ein anderer Datensatz hat diesen Wert</translation>
    </message>
    <message>
        <source>{name} keeps being changed by another program.</source>
        <translation>{name} wird immer wieder von einem anderen Programm geändert.</translation>
    </message>
    <message>
        <source>{name} lets nothing be deleted from here</source>
        <translation>{name} lässt von hier nichts löschen</translation>
    </message>
    <message>
        <source>{number} record</source>
        <translation>{number} Datensatz</translation>
    </message>
    <message>
        <source>{number} records</source>
        <translation>{number} Datensätze</translation>
    </message>
    <message>
        <source>{others} other records of {where} have the same {names}.</source>
        <translation>{others} andere Datensätze von {where} haben dasselbe {names}.</translation>
    </message>
    <message>
        <source>{place}, line {first}</source>
        <translation>{place}, Zeile {first}</translation>
    </message>
    <message>
        <source>{place}, line {line}</source>
        <translation>{place}, Zeile {line}</translation>
    </message>
    <message>
        <source>{place}, row {header}</source>
        <translation>{place}, Zeile {header}</translation>
    </message>
    <message>
        <source>{place}, sheet “{sheet}”</source>
        <translation>{place}, Blatt „{sheet}“</translation>
    </message>
    <message>
        <source>{plain} in {ref}</source>
        <translation>{plain} in {ref}</translation>
    </message>
    <message>
        <source>{read} table can be read</source>
        <translation>{read} Tabelle kann gelesen werden</translation>
    </message>
    <message>
        <source>{read} tables can be read</source>
        <translation>{read} Tabellen können gelesen werden</translation>
    </message>
    <message>
        <source>{side} came back empty, it had {gone} records</source>
        <translation>{side} kam leer zurück, es hatte {gone} Datensätze</translation>
    </message>
    <message>
        <source>{side} holds whole numbers only</source>
        <translation>{side} enthält nur ganze Zahlen</translation>
    </message>
    <message>
        <source>{side} in {case}</source>
        <translation>{side} in {case}</translation>
    </message>
    <message>
        <source>{side} keeps {x} digits</source>
        <translation>{side} behält {x} Ziffern</translation>
    </message>
    <message>
        <source>{side} rounds to {scale} decimals</source>
        <translation>{side} rundet auf {scale} Nachkommastellen</translation>
    </message>
    <message>
        <source>{side} takes {most} characters at most</source>
        <translation>{side} nimmt höchstens {most} Zeichen</translation>
    </message>
    <message>
        <source>{signed_in}: {len} tables</source>
        <translation>{signed_in}: {len} Tabellen</translation>
    </message>
    <message>
        <source>{system} account needs {join}.</source>
        <translation>{system}-Zugang braucht {join}.</translation>
    </message>
    <message>
        <source>{twice} records come twice.</source>
        <translation>{twice} Datensätze kommen doppelt.</translation>
    </message>
    <message>
        <source>{upper} asks for {listed} in a new record, and {need} not linked: new records would be refused there.</source>
        <translation>{upper} verlangt {listed} in einem neuen Datensatz, und {need} nicht verknüpft: Neue Datensätze würden dort abgelehnt.</translation>
    </message>
    <message>
        <source>{upper}&apos;s format, where it is a text: {what}</source>
        <translation>Format von {upper}, wo es ein Text ist: {what}</translation>
    </message>
    <message>
        <source>{values} (runs {runs}{when})</source>
        <translation>{values} (Läufe {runs}{when})</translation>
    </message>
    <message>
        <source>{what} is in use by another program or window.</source>
        <translation>{what} wird von einem anderen Programm oder Fenster benutzt.</translation>
    </message>
    <message>
        <source>{what} of {open_side} left the filter: kept apart, nothing is deleted in {open_side2}, and synced again when within it.</source>
        <translation>{what} von {open_side} fielen aus dem Filter: getrennt gehalten, in {open_side2} wird nichts gelöscht, und wieder abgeglichen, wenn sie hineinpassen.</translation>
    </message>
    <message>
        <source>{what}: {rule}; from {account} · {table} {ref}, field {names}, edited{by}{when}, through the lens {lens}.</source>
        <translation>{what}: {rule}; aus {account} · {table} {ref}, Feld {names}, geändert{by}{when}, durch die Umwandlung {lens}.</translation>
    </message>
    <message>
        <source>{what}: {rule}; from {account} · {table} {ref}, field {names}, through the lens {lens}.</source>
        <translation>{what}: {rule}; aus {account} · {table} {ref}, Feld {names}, durch die Umwandlung {lens}.</translation>
    </message>
    <message>
        <source>{what}: {rule}; typed by a person.</source>
        <translation>{what}: {rule}; von einem Menschen eingegeben.</translation>
    </message>
    <message>
        <source>{where} has become read-only.</source>
        <translation>{where} ist jetzt schreibgeschützt.</translation>
    </message>
    <message>
        <source>{where} is gone{name}.{renamed}</source>
        <translation>{where} gibt es nicht mehr{name}.{renamed}</translation>
    </message>
    <message>
        <source>{where} was {kind} and is {value} now.</source>
        <translation>{where} war {kind} und ist jetzt {value}.</translation>
    </message>
    <message>
        <source>{why}: archived</source>
        <translation>{why}: archiviert</translation>
    </message>
    <message>
        <source>{words} Correct “username”, or make a key as that user.</source>
        <translation>{words} Berichtigen Sie „username“, oder erzeugen Sie einen Schlüssel als dieser Benutzer.</translation>
    </message>
    <message>
        <source>{words} Sync those first, then link the field.</source>
        <translation>{words} Gleichen Sie zuerst jene ab, dann verknüpfen Sie das Feld.</translation>
    </message>
    <message>
        <source>{words}: take {words2}{own}</source>
        <translation>{words}: {words2} nehmen{own}</translation>
    </message>
    <message>
        <source>{x} by {name}</source>
        <translation>{x} über {name}</translation>
    </message>
    <message>
        <source>{x} could not be read</source>
        <translation>{x} konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>· Last, First</source>
        <translation>· Nachname, Vorname</translation>
    </message>
    <message>
        <source>“always” needs a side and a field</source>
        <translation>„immer“ braucht eine Seite und ein Feld</translation>
    </message>
    <message>
        <source>“database” is not the name of a database.</source>
        <translation>„database“ ist kein Name einer Datenbank.</translation>
    </message>
    <message>
        <source>“description” is the ticket&apos;s first comment, which can&apos;t be changed any more.</source>
        <translation>„description“ ist der erste Kommentar des Tickets, der nicht mehr geändert werden kann.</translation>
    </message>
    <message>
        <source>“pin” is no SHA-256 of a certificate or public key.</source>
        <translation>„pin“ ist keine SHA-256 eines Zertifikats oder öffentlichen Schlüssels.</translation>
    </message>
    <message>
        <source>“properties” can&apos;t be read at “{part}”.</source>
        <translation>„properties“ ist bei „{part}“ nicht lesbar.</translation>
    </message>
    <message>
        <source>“properties” can&apos;t make “{part}” a field.</source>
        <translation>„properties“ kann „{part}“ nicht zu einem Feld machen.</translation>
    </message>
    <message>
        <source>“properties”: there is a field “{name}” already.</source>
        <translation>„properties“: Es gibt schon ein Feld „{name}“.</translation>
    </message>
    <message>
        <source>“sslmode={mode}” would let anybody on the way switch the encryption off.</source>
        <translation>Mit „sslmode={mode}“ könnte jeder unterwegs die Verschlüsselung abschalten.</translation>
    </message>
    <message>
        <source>“username” can&apos;t hold a colon.</source>
        <translation>Der Benutzername kann keinen Doppelpunkt enthalten.</translation>
    </message>
    <message>
        <source>“{account}” and “{account2}”</source>
        <translation>„{account}“ und „{account2}“</translation>
    </message>
    <message>
        <source>“{account}” needs nothing installed</source>
        <translation>bei „{account}“ muss nichts eingerichtet werden</translation>
    </message>
    <message>
        <source>“{calls}” is no number of calls</source>
        <translation>„{calls}“ ist keine Anzahl von Aufrufen</translation>
    </message>
    <message>
        <source>“{field}” of {record} was changed and put back; {how}.</source>
        <translation>„{field}“ von {record} wurde geändert und zurückgesetzt; {how}.</translation>
    </message>
    <message>
        <source>“{field}” of “{child}”</source>
        <translation>„{field}“ von „{child}“</translation>
    </message>
    <message>
        <source>“{hours}” is no number of hours</source>
        <translation>„{hours}“ ist keine Anzahl von Stunden</translation>
    </message>
    <message>
        <source>“{key}” is a secret and was not stored.</source>
        <translation>„{key}“ ist ein Geheimnis und wurde nicht gespeichert.</translation>
    </message>
    <message>
        <source>“{key}” is not a secret.</source>
        <translation>„{key}“ ist kein Geheimnis.</translation>
    </message>
    <message>
        <source>“{kind}” has no secret “{key}”.</source>
        <translation>„{kind}“ hat kein Geheimnis „{key}“.</translation>
    </message>
    <message>
        <source>“{kind}” has no setting “{key}”.</source>
        <translation>„{kind}“ hat keine Einstellung „{key}“.</translation>
    </message>
    <message>
        <source>“{label}” ({ref})</source>
        <translation>„{label}“ ({ref})</translation>
    </message>
    <message>
        <source>“{label}” has no sign-in by {value}.</source>
        <translation>„{label}“ hat keine Anmeldung über {value}.</translation>
    </message>
    <message>
        <source>“{label}” is for {wanted} and {wanted2}, not for {kind} and {kind2}.</source>
        <translation>„{label}“ ist für {wanted} und {wanted2}, nicht für {kind} und {kind2}.</translation>
    </message>
    <message>
        <source>“{label}” offers no way to {deed} records.</source>
        <translation>„{label}“ bietet keinen Weg zu: {deed}.</translation>
    </message>
    <message>
        <source>“{model}” has no records.</source>
        <translation>„{model}“ hat keine Datensätze.</translation>
    </message>
    <message>
        <source>“{names}” in {upper} {problem}</source>
        <translation>„{names}“ in {upper} {problem}</translation>
    </message>
    <message>
        <source>“{names}”{where} {problem}</source>
        <translation>„{names}“{where} {problem}</translation>
    </message>
    <message>
        <source>“{name}” ({plain} in {keep}, {rest})</source>
        <translation>„{name}“ ({plain} in {keep}, {rest})</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be written.</source>
        <translation>„{name}“ kann nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t be “{text}” in the filter.</source>
        <translation>„{name}“ kann im Filter nicht „{text}“ sein.</translation>
    </message>
    <message>
        <source>“{name}” can&apos;t hold a NUL character.</source>
        <translation>„{name}“ kann kein NUL-Zeichen enthalten.</translation>
    </message>
    <message>
        <source>“{name}” comes back as something else</source>
        <translation>„{name}“ kommt als etwas anderes zurück</translation>
    </message>
    <message>
        <source>“{name}” from {ref}</source>
        <translation>„{name}“ aus {ref}</translation>
    </message>
    <message>
        <source>“{name}” has become read-only.</source>
        <translation>„{name}“ ist jetzt schreibgeschützt.</translation>
    </message>
    <message>
        <source>“{name}” has no choice “{word}”.{nearest}</source>
        <translation>„{name}“ hat keinen Auswahlwert „{word}“.{nearest}</translation>
    </message>
    <message>
        <source>“{name}” has no field “{name2}” any more.</source>
        <translation>„{name}“ hat kein Feld „{name2}“ mehr.</translation>
    </message>
    <message>
        <source>“{name}” has no field “{unknown}” any more.</source>
        <translation>„{name}“ hat kein Feld „{unknown}“ mehr.</translation>
    </message>
    <message>
        <source>“{name}” has no table that is surely the one with {side}.</source>
        <translation>„{name}“ hat keine Tabelle, die sicher die mit {side} ist.</translation>
    </message>
    <message>
        <source>“{name}” holds a control character, which address books can&apos;t keep.</source>
        <translation>„{name}“ enthält ein Steuerzeichen, das Adressbücher nicht aufnehmen.</translation>
    </message>
    <message>
        <source>“{name}” holds one line only; the value has a line break.</source>
        <translation>„{name}“ fasst nur eine Zeile; der Wert hat einen Zeilenumbruch.</translation>
    </message>
    <message>
        <source>“{name}” identifies the record in {upper}; where it changes the record becomes another one there.</source>
        <translation>„{name}“ bestimmt den Datensatz in {upper}; wo es sich ändert, wird der Datensatz dort ein anderer.</translation>
    </message>
    <message>
        <source>“{name}” in {upper} points at “{target}”, and the sync “{name2}” is about “{table}” there</source>
        <translation>„{name}“ in {upper} verweist auf „{target}“, und der Abgleich „{name2}“ betrifft dort „{table}“</translation>
    </message>
    <message>
        <source>“{name}” in {upper} would be written twice, by “{first}” and by “{name2}”.</source>
        <translation>„{name}“ in {upper} würde zweimal geschrieben, von „{first}“ und von „{name2}“.</translation>
    </message>
    <message>
        <source>“{name}” is blank: it belongs to no record in {upper}.</source>
        <translation>„{name}“ ist leer: Er gehört zu keinem Datensatz in {upper}.</translation>
    </message>
    <message>
        <source>“{name}” is left out: it points at other records, which no sync pairs yet.</source>
        <translation>„{name}“ bleibt weg: Es verweist auf andere Datensätze, die noch kein Abgleich verbindet.</translation>
    </message>
    <message>
        <source>“{name}” is missing to sign in.</source>
        <translation>„{name}“ fehlt zum Anmelden.</translation>
    </message>
    <message>
        <source>“{name}” is no text: a format ({side} = “{text}”) isn&apos;t needed there.</source>
        <translation>„{name}“ ist kein Text: Ein Format ({side} = „{text}“) ist dort nicht nötig.</translation>
    </message>
    <message>
        <source>“{name}” is only carried from {other} to {upper}: the next run would overwrite it</source>
        <translation>„{name}“ wird nur von {other} nach {upper} übertragen: Der nächste Lauf würde es überschreiben</translation>
    </message>
    <message>
        <source>“{name}” is paused</source>
        <translation>„{name}“ ist angehalten</translation>
    </message>
    <message>
        <source>“{name}” is set by the address book itself.</source>
        <translation>„{name}“ setzt das Adressbuch selbst.</translation>
    </message>
    <message>
        <source>“{name}” is translated by the sync “{name2}”, which there is not.{nearest}</source>
        <translation>„{name}“ wird vom Abgleich „{name2}“ übersetzt, den es nicht gibt.{nearest}</translation>
    </message>
    <message>
        <source>“{name}” is used by: {join}</source>
        <translation>„{name}“ wird verwendet von: {join}</translation>
    </message>
    <message>
        <source>“{name}” joins the keys of both records; a reference needs a field that points.</source>
        <translation>„{name}“ verbindet die Schlüssel beider Datensätze; ein Verweis braucht ein Feld, das verweist.</translation>
    </message>
    <message>
        <source>“{name}” keeps being changed back in {count} records, as in: {words}. It is stopped for all records.</source>
        <translation>„{name}“ wird in {count} Datensätzen immer wieder zurückgeändert, wie in: {words}. Es ist für alle Datensätze angehalten.</translation>
    </message>
    <message>
        <source>“{name}” keeps being changed back: {words}. Nothing more is written to it.</source>
        <translation>„{name}“ wird immer wieder zurückgeändert: {words}. Es wird nichts mehr hineingeschrieben.</translation>
    </message>
    <message>
        <source>“{name}” links no field: it needs a and b.</source>
        <translation>„{name}“ verknüpft kein Feld: Es braucht eines auf jeder Seite.</translation>
    </message>
    <message>
        <source>“{name}” must be different in each record of {where}, and record {holder} there holds the same value.</source>
        <translation>„{name}“ muss in jedem Datensatz von {where} anders sein, und Datensatz {holder} hat dort denselben Wert.</translation>
    </message>
    <message>
        <source>“{name}” must be different in each record of {where}, and {who} gets the same value.</source>
        <translation>„{name}“ muss in jedem Datensatz von {where} anders sein, und {who} bekommt denselben Wert.</translation>
    </message>
    <message>
        <source>“{name}” names the same field of {side} twice.</source>
        <translation>„{name}“ nennt dasselbe Feld von {side} zweimal.</translation>
    </message>
    <message>
        <source>“{name}” of the record could not be put back to what it was.</source>
        <translation>„{name}“ des Datensatzes konnte nicht auf den alten Stand zurückgesetzt werden.</translation>
    </message>
    <message>
        <source>“{name}” of the table “{name2}” ({upper})</source>
        <translation>„{name}“ der Tabelle „{name2}“ ({upper})</translation>
    </message>
    <message>
        <source>“{name}” points at other records, and its ids go over as they are. Where the two systems number them differently, sync those records too and say lens = { {x} = { sync = &quot;…&quot; } }.</source>
        <translation>„{name}“ verweist auf andere Datensätze, und deren Nummern gehen unverändert hinüber. Wo beide Systeme sie verschieden nummerieren, gleichen Sie auch jene Datensätze ab und setzen Sie lens = { {x} = { sync = &quot;…&quot; } }.</translation>
    </message>
    <message>
        <source>“{name}” points at record {ref} of “{table}” in {upper}, which is not there.</source>
        <translation>„{name}“ verweist auf Datensatz {ref} von „{table}“ in {upper}, den es nicht gibt.</translation>
    </message>
    <message>
        <source>“{name}” shows dates there, and would show the number as one.</source>
        <translation>„{name}“ zeigt dort Daten und würde die Zahl als eines zeigen.</translation>
    </message>
    <message>
        <source>“{name}” takes no webhooks</source>
        <translation>„{name}“ nimmt keine Webhooks entgegen</translation>
    </message>
    <message>
        <source>“{name}” takes the id of another record.</source>
        <translation>„{name}“ nimmt die Nummer eines anderen Datensatzes.</translation>
    </message>
    <message>
        <source>“{name}” translates references of other syncs: {fields}</source>
        <translation>„{name}“ übersetzt Verweise anderer Abgleiche: {fields}</translation>
    </message>
    <message>
        <source>“{name}” was {value} and is {value2} now.</source>
        <translation>„{name}“ war {value} und ist jetzt {value2}.</translation>
    </message>
    <message>
        <source>“{name}” would get one and the same value in {count} records in {side}</source>
        <translation>„{name}“ bekäme in {count} Datensätzen in {side} ein und denselben Wert</translation>
    </message>
    <message>
        <source>“{name}” would turn blank in {count} records in {side}</source>
        <translation>„{name}“ würde in {count} Datensätzen in {side} leer</translation>
    </message>
    <message>
        <source>“{name}” {error}</source>
        <translation>„{name}“ {error}</translation>
    </message>
    <message>
        <source>“{name}” {status}. {words}</source>
        <translation>„{name}“ {status}. {words}</translation>
    </message>
    <message>
        <source>“{name}” {text}.</source>
        <translation>„{name}“ {text}.</translation>
    </message>
    <message>
        <source>“{name}” {words}.</source>
        <translation>„{name}“ {words}.</translation>
    </message>
    <message>
        <source>“{name}”: a cell holds at most {x} characters.</source>
        <translation>„{name}“: Eine Zelle fasst höchstens {x} Zeichen.</translation>
    </message>
    <message>
        <source>“{name}”: a text file can&apos;t hold a NUL character.</source>
        <translation>„{name}“: Eine Textdatei kann kein NUL-Zeichen enthalten.</translation>
    </message>
    <message>
        <source>“{name}”: a workbook keeps only {x} digits of a number.</source>
        <translation>„{name}“: Eine Arbeitsmappe behält nur {x} Ziffern einer Zahl.</translation>
    </message>
    <message>
        <source>“{name}”: it has a character that a workbook can&apos;t hold.</source>
        <translation>„{name}“: Es hat ein Zeichen, das eine Arbeitsmappe nicht aufnehmen kann.</translation>
    </message>
    <message>
        <source>“{name}”: not a number.</source>
        <translation>„{name}“: keine Zahl.</translation>
    </message>
    <message>
        <source>“{name}”: say which sync translates it, as lens = { {x} = { sync = &quot;…&quot; } }.{nearest}</source>
        <translation>„{name}“: Sagen Sie, welcher Abgleich es übersetzt, wie lens = { {x} = { sync = &quot;…&quot; } }.{nearest}</translation>
    </message>
    <message>
        <source>“{name}”: {listed} in {upper} can&apos;t be written (read-only, or this account may not): {advice}.</source>
        <translation>„{name}“: {listed} in {upper} kann nicht geschrieben werden (schreibgeschützt, oder dieser Zugang darf nicht): {advice}.</translation>
    </message>
    <message>
        <source>“{name}”: {lossy}.</source>
        <translation>„{name}“: {lossy}.</translation>
    </message>
    <message>
        <source>“{name}”: {problem}.</source>
        <translation>„{name}“: {problem}.</translation>
    </message>
    <message>
        <source>“{name}”: {text}</source>
        <translation>„{name}“: {text}</translation>
    </message>
    <message>
        <source>“{name}”: {what}</source>
        <translation>„{name}“: {what}</translation>
    </message>
    <message>
        <source>“{one}” is no e-mail address</source>
        <translation>„{one}“ ist keine E-Mail-Adresse</translation>
    </message>
    <message>
        <source>“{place}” needs nothing installed</source>
        <translation>bei „{place}“ muss nichts eingerichtet werden</translation>
    </message>
    <message>
        <source>“{port}” is no port</source>
        <translation>„{port}“ ist kein Port</translation>
    </message>
    <message>
        <source>“{setting}” begins with http://: everybody on the way could read along.</source>
        <translation>„{setting}“ beginnt mit http://: Jeder unterwegs könnte mitlesen.</translation>
    </message>
    <message>
        <source>“{setting}” is not an address.</source>
        <translation>„{setting}“ ist keine Adresse.</translation>
    </message>
    <message>
        <source>“{setting}” must hold no user name and no password.</source>
        <translation>„{setting}“ darf keinen Benutzernamen und kein Passwort enthalten.</translation>
    </message>
    <message>
        <source>“{text}” is no choice for metered networks</source>
        <translation>„{text}“ gibt es nicht für getaktete Netze</translation>
    </message>
    <message>
        <source>“{text}” is no country code; write two letters, as DE or US.</source>
        <translation>„{text}“ ist kein Länderkürzel; schreiben Sie zwei Buchstaben, wie DE oder US.</translation>
    </message>
    <message>
        <source>“{text}” is no port.</source>
        <translation>„{text}“ ist kein Port.</translation>
    </message>
    <message>
        <source>“{text}” is no span of hours. Write 08:00-18:00 or Mon-Fri 08:00-18:00.</source>
        <translation>„{text}“ ist keine Zeitspanne. Schreiben Sie 08:00-18:00 oder Mo-Fr 08:00-18:00.</translation>
    </message>
    <message>
        <source>“{text}” is no time of day</source>
        <translation>„{text}“ ist keine Uhrzeit</translation>
    </message>
    <message>
        <source>“{text}” is no time zone; write one like “Europe/Berlin” or “UTC”.</source>
        <translation>„{text}“ ist keine Zeitzone; schreiben Sie eine wie „Europe/Berlin“ oder „UTC“.</translation>
    </message>
    <message>
        <source>“{text}” is no time. Write 07:30 or Mon-Fri 18:00.</source>
        <translation>„{text}“ ist keine Zeit. Schreiben Sie 07:30 oder Mo-Fr 18:00.</translation>
    </message>
    <message>
        <source>“{text}” is no way to sign in.</source>
        <translation>„{text}“ ist keine Art, sich anzumelden.</translation>
    </message>
    <message>
        <source>“{text}” is no whole number</source>
        <translation>„{text}“ ist keine ganze Zahl</translation>
    </message>
    <message>
        <source>“{unknown}” can&apos;t be taken from there</source>
        <translation>„{unknown}“ kann von dort nicht genommen werden</translation>
    </message>
    <message>
        <source>“{when}” is not known</source>
        <translation>„{when}“ ist nicht bekannt</translation>
    </message>
    <message>
        <source>“{word}” doesn&apos;t fit “{name}”, which takes true or false.</source>
        <translation>„{word}“ passt nicht zu „{name}“, das ja oder nein nimmt.</translation>
    </message>
    <message>
        <source>“{word}” doesn&apos;t fit “{name}”, which takes whole numbers.</source>
        <translation>„{word}“ passt nicht zu „{name}“, das ganze Zahlen nimmt.</translation>
    </message>
</context>
<context>
    <name>Deeds</name>
    <message>
        <source>About Desktop Sync</source>
        <translation>Über Desktop Sync</translation>
    </message>
    <message>
        <source>Back up the workspace</source>
        <translation>Arbeitsbereich sichern</translation>
    </message>
    <message>
        <source>Backup written</source>
        <translation>Sicherung geschrieben</translation>
    </message>
    <message>
        <source>Both systems keep their records. The workspace forgets which records belong together, and open conflicts of this sync; the history of its runs stays.</source>
        <translation>Beide Systeme behalten ihre Datensätze. Der Arbeitsbereich vergisst, welche Datensätze zusammengehören, und die offenen Konflikte dieses Abgleichs; der Verlauf seiner Läufe bleibt.</translation>
    </message>
    <message>
        <source>Keeps the same records the same in two systems.</source>
        <translation>Hält dieselben Datensätze in zwei Systemen gleich.</translation>
    </message>
    <message>
        <source>Remove the sync</source>
        <translation>Abgleich entfernen</translation>
    </message>
    <message>
        <source>Remove the sync “%1”?</source>
        <translation>Den Abgleich „%1“ entfernen?</translation>
    </message>
    <message>
        <source>The workspace is in %1.</source>
        <translation>Der Arbeitsbereich ist in %1.</translation>
    </message>
</context>
<context>
    <name>DoctorDialog</name>
    <message>
        <source>%1 is written</source>
        <translation>%1 ist geschrieben</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to look at</source>
        <translation>
            <numerusform>%n Punkt, um den Sie sich kümmern sollten</numerusform>
            <numerusform>%n Punkte, um die Sie sich kümmern sollten</numerusform>
        </translation>
    </message>
    <message>
        <source>All is well</source>
        <translation>Alles ist in Ordnung</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Noch einmal prüfen</translation>
    </message>
    <message>
        <source>Check everything</source>
        <translation>Alles prüfen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Every system is asked.</source>
        <translation>Jedes System wird gefragt.</translation>
    </message>
    <message>
        <source>Let it run again</source>
        <translation>Wieder laufen lassen</translation>
    </message>
    <message>
        <source>Look through it before you send it: each file in it is text.</source>
        <translation>Sehen Sie es durch, bevor Sie es verschicken: Jede Datei darin ist Text.</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Open the mapping …</source>
        <translation>Feldzuordnung öffnen …</translation>
    </message>
    <message>
        <source>Save a support bundle</source>
        <translation>Hilfe-Paket speichern</translation>
    </message>
    <message>
        <source>Save a support bundle …</source>
        <translation>Hilfe-Paket speichern …</translation>
    </message>
    <message>
        <source>Sign in again …</source>
        <translation>Neu anmelden …</translation>
    </message>
    <message>
        <source>The workspace</source>
        <translation>Der Arbeitsbereich</translation>
    </message>
    <message>
        <source>The workspace, each account and each sync. A support bundle is a file for somebody who helps you: versions, these findings, how your syncs are set up, and the log, without values of your records and without passwords.</source>
        <translation>Der Arbeitsbereich, jeder Zugang und jeder Abgleich. Ein Hilfe-Paket ist eine Datei für jemanden, der Ihnen hilft: Versionen, diese Befunde, wie Ihre Abgleiche eingerichtet sind, und das Protokoll, ohne Werte Ihrer Datensätze und ohne Passwörter.</translation>
    </message>
    <message>
        <source>What helps</source>
        <translation>Was hilft</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>to look at</source>
        <translation>offen</translation>
    </message>
</context>
<context>
    <name>EditValueDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Correct a value</source>
        <translation>Einen Wert berichtigen</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>It was not written</source>
        <translation>Er wurde nicht geschrieben</translation>
    </message>
    <message>
        <source>New value</source>
        <translation>Neuer Wert</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Reading the record …</source>
        <translation>Der Datensatz wird gelesen …</translation>
    </message>
    <message>
        <source>The value in %1 is changed, as if it were typed there. The next run carries it.</source>
        <translation>Der Wert in %1 wird geändert, als wäre er dort eingegeben worden. Der nächste Lauf überträgt ihn.</translation>
    </message>
    <message>
        <source>Write it</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Write it to %1</source>
        <translation>In %1 schreiben</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Wird geschrieben</translation>
    </message>
</context>
<context>
    <name>FirstHour</name>
    <message>
        <source>%1 lives in %2 now, says the shop; in %3, says the workbook. Sync, and you are asked.</source>
        <translation>%1 wohnt jetzt in %2, sagt der Shop; in %3, sagt die Arbeitsmappe. Gleichen Sie ab, und Sie werden gefragt.</translation>
    </message>
    <message>
        <source>A tour in five steps</source>
        <translation>Ein Rundgang in fünf Schritten</translation>
    </message>
    <message>
        <source>Both sides are looked at, and what differs is carried. Now nothing does: nothing is written.</source>
        <translation>Beide Seiten werden angesehen, und was abweicht, wird übertragen. Jetzt weicht nichts ab: Es wird nichts geschrieben.</translation>
    </message>
    <message>
        <source>Change a cell, see it carried</source>
        <translation>Eine Zelle ändern: Sie wird übertragen</translation>
    </message>
    <message>
        <source>Change both for me</source>
        <translation>Beide für mich ändern</translation>
    </message>
    <message>
        <source>Change it for me</source>
        <translation>Für mich ändern</translation>
    </message>
    <message>
        <source>Give somebody one town in the shop and another in the workbook. Then sync: neither is lost.</source>
        <translation>Geben Sie jemandem im Shop einen Ort und in der Arbeitsmappe einen anderen. Gleichen Sie dann ab: Keiner geht verloren.</translation>
    </message>
    <message>
        <source>In the workbook, %1 lives in %2 now. Sync, and the shop says so, too.</source>
        <translation>In der Arbeitsmappe wohnt %1 jetzt in %2. Gleichen Sie ab, und der Shop sagt es auch.</translation>
    </message>
    <message>
        <source>Make a conflict</source>
        <translation>Einen Konflikt machen</translation>
    </message>
    <message>
        <source>Open the workbook</source>
        <translation>Arbeitsmappe öffnen</translation>
    </message>
    <message>
        <source>Open the workbook, give somebody another town, and save. Then sync: the shop has it, too.</source>
        <translation>Öffnen Sie die Arbeitsmappe, geben Sie jemandem einen anderen Ort, und speichern Sie. Gleichen Sie dann ab: Der Shop hat ihn auch.</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchgehen</translation>
    </message>
    <message>
        <source>Run the sync</source>
        <translation>Den Abgleich ausführen</translation>
    </message>
    <message>
        <source>Say which town is right. The next run carries your decision to both sides.</source>
        <translation>Sagen Sie, welcher Ort stimmt. Der nächste Lauf überträgt Ihre Entscheidung auf beide Seiten.</translation>
    </message>
    <message>
        <source>Settle it</source>
        <translation>Den Konflikt lösen</translation>
    </message>
    <message>
        <source>Skip this step</source>
        <translation>Schritt überspringen</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Take a run back</source>
        <translation>Einen Lauf rückgängig machen</translation>
    </message>
    <message>
        <source>That was all of it: nothing is overwritten unasked, and everything can be taken back. Close this window, and connect two systems of your own.</source>
        <translation>Das war alles: Nichts wird ungefragt überschrieben, und alles lässt sich zurücknehmen. Schließen Sie dieses Fenster, und verbinden Sie zwei eigene Systeme.</translation>
    </message>
    <message>
        <source>Undo the run that carried the town. You see first what would be written.</source>
        <translation>Machen Sie den Lauf rückgängig, der den Ort übertragen hat. Sie sehen zuerst, was geschrieben würde.</translation>
    </message>
    <message>
        <source>Undo the run …</source>
        <translation>Lauf rückgängig machen …</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>%1 more like it</source>
        <translation>%1 weitere dieser Art</translation>
    </message>
    <message>
        <source>Always decide so for this field</source>
        <translation>Für dieses Feld immer so entscheiden</translation>
    </message>
    <message>
        <source>Always take</source>
        <translation>Immer nehmen:</translation>
    </message>
    <message>
        <source>Apply and next ⏎</source>
        <translation>Übernehmen und weiter ⏎</translation>
    </message>
    <message>
        <source>Apply ⏎</source>
        <translation>Übernehmen ⏎</translation>
    </message>
    <message>
        <source>Decide later</source>
        <translation>Später entscheiden</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Key 1</source>
        <translation>Taste 1</translation>
    </message>
    <message>
        <source>Key 2</source>
        <translation>Taste 2</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>%1 nehmen</translation>
    </message>
    <message>
        <source>Take a side first.</source>
        <translation>Wählen Sie zuerst eine Seite.</translation>
    </message>
    <message>
        <source>for</source>
        <translation>für</translation>
    </message>
</context>
<context>
    <name>ForecastLines</name>
    <message>
        <source>How many calls that makes is known after the first run.</source>
        <translation>Wie viele Aufrufe das macht, zeigt sich nach dem ersten Lauf.</translation>
    </message>
</context>
<context>
    <name>FoundPage</name>
    <message>
        <source>Go back and change what was asked for.</source>
        <translation>Gehen Sie zurück und ändern Sie, wonach gefragt wurde.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Trying …</source>
        <translation>Wird ausprobiert …</translation>
    </message>
    <message>
        <source>What the system answers</source>
        <translation>Was das System antwortet</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message numerus="yes">
        <source>%n page(s) found</source>
        <translation>
            <numerusform>%n Seite gefunden</numerusform>
            <numerusform>%n Seiten gefunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Guide to Desktop Sync</source>
        <translation>Handbuch zu Desktop Sync</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>Seiten des Handbuchs</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Im Handbuch suchen</translation>
    </message>
</context>
<context>
    <name>Head</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Next record</source>
        <translation>Nächster Datensatz</translation>
    </message>
    <message>
        <source>Next record (→)</source>
        <translation>Nächster Datensatz (→)</translation>
    </message>
    <message>
        <source>Previous record</source>
        <translation>Voriger Datensatz</translation>
    </message>
    <message>
        <source>Previous record (←)</source>
        <translation>Voriger Datensatz (←)</translation>
    </message>
</context>
<context>
    <name>HookForm</name>
    <message>
        <source>Address from outside</source>
        <translation>Adresse von außen</translation>
    </message>
    <message>
        <source>Address of the relay</source>
        <translation>Adresse des Vermittlers</translation>
    </message>
    <message>
        <source>By a relay on the internet, which sees what it passes on</source>
        <translation>Über einen Vermittler im Internet, der sieht, was er weitergibt</translation>
    </message>
    <message>
        <source>Certificate and key</source>
        <translation>Zertifikat und Schlüssel</translation>
    </message>
    <message>
        <source>Choose the file with certificate and key.</source>
        <translation>Wählen Sie die Datei mit Zertifikat und Schlüssel.</translation>
    </message>
    <message>
        <source>Choose …</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>How are they signed?</source>
        <translation>Wie sind sie unterschrieben?</translation>
    </message>
    <message>
        <source>How do they get here?</source>
        <translation>Wie kommen sie hierher?</translation>
    </message>
    <message>
        <source>I set them up there myself</source>
        <translation>Ich richte sie dort selbst ein</translation>
    </message>
    <message>
        <source>Other computers of this network may send, too, by HTTPS</source>
        <translation>Auch andere Rechner dieses Netzes dürfen senden, mit HTTPS</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Say at which address this computer is reached from outside.</source>
        <translation>Sagen Sie, unter welcher Adresse dieser Rechner von außen zu erreichen ist.</translation>
    </message>
    <message>
        <source>Say the relay’s address.</source>
        <translation>Sagen Sie die Adresse des Vermittlers.</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Straight to this computer: from this network, or by a tunnel of yours</source>
        <translation>Geradewegs an diesen Rechner: aus diesem Netz oder durch einen eigenen Tunnel</translation>
    </message>
    <message>
        <source>a secret in the address, or in a header</source>
        <translation>ein Geheimnis in der Adresse oder in einer Kopfzeile</translation>
    </message>
    <message>
        <source>a signature (X-Hub-Signature-256)</source>
        <translation>eine Unterschrift (X-Hub-Signature-256)</translation>
    </message>
    <message>
        <source>left empty, a new one is made</source>
        <translation>bleibt es leer, wird ein neues gemacht</translation>
    </message>
    <message>
        <source>name and password</source>
        <translation>Name und Passwort</translation>
    </message>
</context>
<context>
    <name>HookState</name>
    <message>
        <source>%1; it is asked again before</source>
        <translation>%1; vorher wird es wieder gebeten</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>It is tried again twice a minute.</source>
        <translation>Es wird zweimal in der Minute wieder versucht.</translation>
    </message>
    <message>
        <source>Last one</source>
        <translation>Der letzte</translation>
    </message>
    <message>
        <source>Last refused</source>
        <translation>Zuletzt abgewiesen</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Gelauscht wird</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Geheimnis</translation>
    </message>
    <message>
        <source>Sent until</source>
        <translation>Gesendet bis</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Was nicht stimmt</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>an %1</translation>
    </message>
    <message>
        <source>nobody does</source>
        <translation>nicht</translation>
    </message>
    <message>
        <source>none has come yet</source>
        <translation>noch ist keiner gekommen</translation>
    </message>
    <message>
        <source>not yet: in half a minute at most</source>
        <translation>noch nicht: in höchstens einer halben Minute</translation>
    </message>
</context>
<context>
    <name>HooksDialog</name>
    <message>
        <source>%1 can be asked from here to send one whenever something changes, and is asked to go on before they end.</source>
        <translation>%1 kann von hier gebeten werden, bei jeder Änderung einen zu senden, und wird gebeten weiterzumachen, bevor sie enden.</translation>
    </message>
    <message>
        <source>%1 sends no webhooks; its changes are noticed otherwise, as the schedule says.</source>
        <translation>%1 sendet keine Webhooks; Änderungen werden dort anders bemerkt, wie der Zeitplan sagt.</translation>
    </message>
    <message>
        <source>A new secret</source>
        <translation>Ein neues Geheimnis</translation>
    </message>
    <message>
        <source>A webhook is only a hint: the next run asks the system itself what has changed.</source>
        <translation>Ein Webhook ist nur ein Hinweis: Der nächste Lauf fragt das System selbst, was sich geändert hat.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Give it to the system that sends them, with the address. It is shown this once.</source>
        <translation>Geben Sie es mit der Adresse dem System, das sie sendet. Es wird nur dieses eine Mal gezeigt.</translation>
    </message>
    <message>
        <source>In %1’s own settings one says where it sends its webhooks, and with which secret.</source>
        <translation>In den Einstellungen von %1 sagt man, wohin es seine Webhooks sendet und mit welchem Geheimnis.</translation>
    </message>
    <message>
        <source>Its system may send them still, for nothing.</source>
        <translation>Sein System sendet sie vielleicht weiter, vergebens.</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Order at %1</source>
        <translation>Bei %1 bestellen</translation>
    </message>
    <message>
        <source>Remove them there.</source>
        <translation>Entfernen Sie sie dort.</translation>
    </message>
    <message>
        <source>Set up anew …</source>
        <translation>Neu einrichten …</translation>
    </message>
    <message>
        <source>Take no more</source>
        <translation>Keine mehr annehmen</translation>
    </message>
    <message>
        <source>Take webhooks</source>
        <translation>Webhooks annehmen</translation>
    </message>
    <message>
        <source>The system is asked.</source>
        <translation>Das System wird gefragt.</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>Webhooks</translation>
    </message>
    <message>
        <source>Webhooks of %1</source>
        <translation>Webhooks von %1</translation>
    </message>
</context>
<context>
    <name>KeepPage</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Give the account a name.</source>
        <translation>Geben Sie dem Zugang einen Namen.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Manifest</source>
        <translation>Manifest</translation>
    </message>
    <message>
        <source>Name of the account</source>
        <translation>Name des Zugangs</translation>
    </message>
    <message>
        <source>Save and connect</source>
        <translation>Speichern und verbinden</translation>
    </message>
    <message>
        <source>Say where the manifest goes.</source>
        <translation>Sagen Sie, wohin das Manifest kommt.</translation>
    </message>
    <message>
        <source>The manifest describes the system; it can be corrected here.</source>
        <translation>Das Manifest beschreibt das System; hier kann es berichtigt werden.</translation>
    </message>
</context>
<context>
    <name>KeptCell</name>
    <message>
        <source>choose, or type</source>
        <translation>wählen oder eingeben</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>first system</source>
        <translation>erstes System</translation>
    </message>
    <message>
        <source>second system</source>
        <translation>zweites System</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>%1 written to %2.</source>
        <translation>%1 in %2 geschrieben.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export the log</source>
        <translation>Protokoll exportieren</translation>
    </message>
    <message>
        <source>Export …</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Exportiert</translation>
    </message>
    <message>
        <source>Find in the log</source>
        <translation>Im Protokoll suchen</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Suche läuft …</translation>
    </message>
    <message>
        <source>Names of accounts, syncs and fields, and counts; no record’s values.</source>
        <translation>Namen von Zugängen, Abgleichen und Feldern, und Anzahlen; keine Werte von Datensätzen.</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>What people did</source>
        <translation>Was Menschen taten</translation>
    </message>
    <message>
        <source>line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>the newest %1 that fit; more below</source>
        <translation>die neuesten %1 passenden; weiter unten mehr</translation>
    </message>
</context>
<context>
    <name>MailDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>E-mail when you are not here</source>
        <translation>E-Mail, wenn Sie nicht da sind</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>Verschlüsselung</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Look whether it has arrived; it may be among what is taken for spam.</source>
        <translation>Sehen Sie nach, ob sie angekommen ist; vielleicht ist sie beim Spam.</translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation>Mailserver</translation>
    </message>
    <message>
        <source>Not to everybody</source>
        <translation>Nicht an alle</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>STARTTLS (usual)</source>
        <translation>STARTTLS (üblich)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Send a test</source>
        <translation>Test senden</translation>
    </message>
    <message>
        <source>Send no e-mail</source>
        <translation>Keine E-Mail mehr</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>TLS from the start</source>
        <translation>TLS von Anfang an</translation>
    </message>
    <message>
        <source>The mail server takes nothing for %1.</source>
        <translation>Der Mailserver nimmt nichts für %1 an.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Your provider names the server and the user. The password is kept in your system’s keyring or the vault.</source>
        <translation>Server und Benutzer nennt Ihr Anbieter. Das Passwort liegt im Schlüsselbund Ihres Systems oder im Tresor.</translation>
    </message>
    <message>
        <source>the first address under “To”</source>
        <translation>die erste Adresse unter „An“</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>All paused</source>
        <translation>Alles angehalten</translation>
    </message>
    <message>
        <source>In step</source>
        <translation>Im Einklang</translation>
    </message>
    <message>
        <source>No network</source>
        <translation>Kein Netz</translation>
    </message>
    <message>
        <source>No syncs yet</source>
        <translation>Noch keine Abgleiche</translation>
    </message>
    <message>
        <source>Not run yet</source>
        <translation>Noch nicht gelaufen</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Gleicht ab</translation>
    </message>
    <message>
        <source>next</source>
        <translation>dann</translation>
    </message>
    <message>
        <source>next run</source>
        <translation>nächster Lauf</translation>
    </message>
    <message>
        <source>sync stopped</source>
        <translation>Abgleich steht still</translation>
    </message>
    <message>
        <source>syncs at work</source>
        <translation>Abgleiche laufen</translation>
    </message>
    <message>
        <source>syncs stopped</source>
        <translation>Abgleiche stehen still</translation>
    </message>
    <message>
        <source>to look at</source>
        <translation>offen</translation>
    </message>
</context>
<context>
    <name>MatchingPage</name>
    <message>
        <source>Carry them as they are</source>
        <translation>Übertragen, wie sie sind</translation>
    </message>
    <message>
        <source>Each of them is made on the other side.</source>
        <translation>Jeder von ihnen wird auf der anderen Seite angelegt.</translation>
    </message>
    <message>
        <source>Looking for the fields by which records can be told apart …</source>
        <translation>Es werden Felder gesucht, an denen Datensätze zu unterscheiden sind …</translation>
    </message>
    <message>
        <source>The same record twice on one side</source>
        <translation>Derselbe Datensatz zweimal auf einer Seite</translation>
    </message>
    <message>
        <source>They are held, with a proposal for merging them.</source>
        <translation>Sie werden zurückgestellt, mit einem Vorschlag zum Zusammenführen.</translation>
    </message>
    <message>
        <source>Wait for me</source>
        <translation>Auf mich warten</translation>
    </message>
</context>
<context>
    <name>MergeDialog</name>
    <message>
        <source>An undo of the run brings them back.</source>
        <translation>Eine Rücknahme des Laufs bringt sie zurück.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep record %1</source>
        <translation>Datensatz %1 behalten</translation>
    </message>
    <message>
        <source>Merge duplicates</source>
        <translation>Doppelte zusammenführen</translation>
    </message>
    <message>
        <source>Merge duplicates in %1</source>
        <translation>Doppelte in %1 zusammenführen</translation>
    </message>
    <message numerus="yes">
        <source>Merge these %n</source>
        <translation>
            <numerusform>Diesen einen zusammenführen</numerusform>
            <numerusform>Diese %n zusammenführen</numerusform>
        </translation>
    </message>
    <message>
        <source>Merging</source>
        <translation>Wird zusammengeführt</translation>
    </message>
    <message>
        <source>Not merged</source>
        <translation>Nicht zusammengeführt</translation>
    </message>
    <message>
        <source>One moment</source>
        <translation>Einen Moment</translation>
    </message>
    <message>
        <source>One record stays, with the values that you choose; what it lacks is filled already. The others are deleted in %1, and kept whole in the history.</source>
        <translation>Ein Datensatz bleibt, mit den Werten, die Sie wählen; was ihm fehlt, ist schon ergänzt. Die anderen werden in %1 gelöscht und im Verlauf ganz aufbewahrt.</translation>
    </message>
    <message>
        <source>The records are read as they are now …</source>
        <translation>Die Datensätze werden gelesen, wie sie jetzt sind …</translation>
    </message>
    <message>
        <source>of record %1</source>
        <translation>von Datensatz %1</translation>
    </message>
</context>
<context>
    <name>NamePage</name>
    <message>
        <source>No tables were found.</source>
        <translation>Es wurden keine Tabellen gefunden.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Anmerkung</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Tables that were found</source>
        <translation>Gefundene Tabellen</translation>
    </message>
    <message>
        <source>These tables can be synced; which ones, you choose when you set up a sync.</source>
        <translation>Diese Tabellen können abgeglichen werden; welche, wählen Sie beim Einrichten eines Abgleichs.</translation>
    </message>
</context>
<context>
    <name>NoticeLines</name>
    <message>
        <source>Its webhooks tell at once.</source>
        <translation>Seine Webhooks sagen es sofort.</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Put triggers in …</source>
        <translation>Trigger einrichten …</translation>
    </message>
    <message>
        <source>Take the triggers out …</source>
        <translation>Trigger entfernen …</translation>
    </message>
    <message>
        <source>Webhooks would tell at once.</source>
        <translation>Webhooks würden es sofort sagen.</translation>
    </message>
    <message>
        <source>Webhooks …</source>
        <translation>Webhooks …</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>%1 conflicts wait for you</source>
        <translation>%1 Konflikte warten auf Sie</translation>
    </message>
    <message>
        <source>%1 need attention</source>
        <translation>%1 sind zu klären</translation>
    </message>
    <message>
        <source>1 conflict waits for you</source>
        <translation>1 Konflikt wartet auf Sie</translation>
    </message>
    <message>
        <source>All activity</source>
        <translation>Alle Aktivitäten</translation>
    </message>
    <message>
        <source>Everything is paused</source>
        <translation>Alles ist angehalten</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>New sync</source>
        <translation>Neuer Abgleich</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Paused: account %1</source>
        <translation>Angehalten: Zugang %1</translation>
    </message>
    <message>
        <source>Paused: accounts %1</source>
        <translation>Angehalten: Zugänge %1</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Durchgehen</translation>
    </message>
    <message>
        <source>They are set aside, each with its cause. Everything else goes on.</source>
        <translation>Sie sind zurückgestellt, jeder mit seiner Ursache. Alles andere geht weiter.</translation>
    </message>
    <message>
        <source>They were changed on both sides. Nothing is overwritten until you decide.</source>
        <translation>Sie wurden auf beiden Seiten geändert. Nichts wird überschrieben, bis Sie entscheiden.</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>What waits is kept, and goes on afterwards.</source>
        <translation>Was wartet, bleibt erhalten und geht danach weiter.</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>change carried today</source>
        <translation>Änderung heute übertragen</translation>
    </message>
    <message>
        <source>changes carried today</source>
        <translation>Änderungen heute übertragen</translation>
    </message>
    <message>
        <source>other fields</source>
        <translation>andere Felder</translation>
    </message>
    <message>
        <source>record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>record pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>record pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>since</source>
        <translation>seit</translation>
    </message>
    <message>
        <source>sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>syncs</source>
        <translation>Abgleiche</translation>
    </message>
    <message>
        <source>the newest %1 of %2 runs</source>
        <translation>die neuesten %1 von %2 Läufen</translation>
    </message>
    <message>
        <source>was changed on both sides</source>
        <translation>wurde auf beiden Seiten geändert</translation>
    </message>
    <message>
        <source>were changed on both sides</source>
        <translation>wurden auf beiden Seiten geändert</translation>
    </message>
</context>
<context>
    <name>PairingCard</name>
    <message>
        <source>A pair: %1.</source>
        <translation>Ein Paar: %1.</translation>
    </message>
    <message>
        <source>Find a record</source>
        <translation>Datensatz suchen</translation>
    </message>
    <message>
        <source>It gets no partner, and is not made on the other side</source>
        <translation>Er bekommt kein Gegenstück und wird auf der anderen Seite nicht angelegt</translation>
    </message>
    <message>
        <source>Leave out the one in %1</source>
        <translation>Den in %1 auslassen</translation>
    </message>
    <message>
        <source>Merge them in the system: keep %1, the fullest</source>
        <translation>Im System zusammenführen: %1 behalten, den vollständigsten</translation>
    </message>
    <message>
        <source>Merge them …</source>
        <translation>Zusammenführen …</translation>
    </message>
    <message>
        <source>Nothing in the other system fits: it is made there by the first run.</source>
        <translation>Im anderen System passt nichts: Der erste Lauf legt ihn dort an.</translation>
    </message>
    <message>
        <source>One stays and gets what it lacks, the others are deleted</source>
        <translation>Einer bleibt und bekommt, was ihm fehlt, die anderen werden gelöscht</translation>
    </message>
    <message>
        <source>Record in the first system</source>
        <translation>Datensatz im ersten System</translation>
    </message>
    <message>
        <source>Record in the second system</source>
        <translation>Datensatz im zweiten System</translation>
    </message>
    <message>
        <source>Take apart</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Take it in again</source>
        <translation>Wieder aufnehmen</translation>
    </message>
    <message>
        <source>These two are the same</source>
        <translation>Diese beiden sind dasselbe</translation>
    </message>
    <message>
        <source>They look alike. Unless you pair them, each is made on the other side, too.</source>
        <translation>Sie sehen sich ähnlich. Wenn Sie sie nicht verbinden, wird jeder auch auf der anderen Seite angelegt.</translation>
    </message>
    <message>
        <source>They wait until you say so.</source>
        <translation>Sie warten, bis Sie entscheiden.</translation>
    </message>
    <message>
        <source>Who belongs to whom?</source>
        <translation>Wer gehört zu wem?</translation>
    </message>
    <message>
        <source>You left it out: it gets no partner, and is not made on the other side.</source>
        <translation>Von Ihnen ausgelassen: Er bekommt kein Gegenstück und wird auf der anderen Seite nicht angelegt.</translation>
    </message>
    <message>
        <source>take %1 from the other</source>
        <translation>%1 vom anderen nehmen</translation>
    </message>
    <message>
        <source>they differ in %1</source>
        <translation>sie unterscheiden sich in %1</translation>
    </message>
</context>
<context>
    <name>PairingPage</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Every record has its partner already, or both tables are empty.</source>
        <translation>Jeder Datensatz hat schon sein Gegenstück, oder beide Tabellen sind leer.</translation>
    </message>
    <message>
        <source>Find a record</source>
        <translation>Datensatz suchen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>Wahrscheinlich</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>Not clear</source>
        <translation>Nicht eindeutig</translation>
    </message>
    <message>
        <source>Nothing has been written.</source>
        <translation>Noch wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Nothing to pair</source>
        <translation>Nichts zu verbinden</translation>
    </message>
    <message>
        <source>Only in</source>
        <translation>Nur in</translation>
    </message>
    <message>
        <source>Pair all %1 likely</source>
        <translation>Alle %1 wahrscheinlichen verbinden</translation>
    </message>
    <message>
        <source>Pairing</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Preview with these %1</source>
        <translation>Vorschau: %1</translation>
    </message>
    <message>
        <source>Records and their partners</source>
        <translation>Datensätze und ihre Gegenstücke</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>Sicher</translation>
    </message>
    <message>
        <source>Syncs</source>
        <translation>Abgleiche</translation>
    </message>
    <message>
        <source>The same twice</source>
        <translation>Zweimal dasselbe</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>nothing has been written</source>
        <translation>noch wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>to clear up</source>
        <translation>zu klären</translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message>
        <source>Calls in a month</source>
        <translation>Aufrufe im Monat</translation>
    </message>
    <message>
        <source>Calls in the plan</source>
        <translation>Aufrufe im Tarif</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Many systems allow so many calls in a month, by what one pays. You are warned before a schedule makes more.</source>
        <translation>Viele Systeme erlauben so viele Aufrufe im Monat, je nach Tarif. Sie werden gewarnt, bevor ein Zeitplan mehr macht.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>calls in a month</source>
        <translation>Aufrufe im Monat</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
</context>
<context>
    <name>Preview</name>
    <message>
        <source>%1 would be paired. Look at them once; later runs don’t ask again.</source>
        <translation>%1 würden entstehen. Sehen Sie sie einmal durch; spätere Läufe fragen nicht mehr.</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All skipped</source>
        <translation>Alle übersprungen</translation>
    </message>
    <message>
        <source>Both systems agree on every field that this sync joins, or wait for a decision of yours.</source>
        <translation>Beide Systeme stimmen in jedem Feld überein, das dieser Abgleich verbindet, oder warten auf eine Entscheidung von Ihnen.</translation>
    </message>
    <message>
        <source>Deletes</source>
        <translation>Löschungen</translation>
    </message>
    <message>
        <source>Find a record or value</source>
        <translation>Datensatz oder Wert suchen</translation>
    </message>
    <message>
        <source>First run</source>
        <translation>Erster Lauf</translation>
    </message>
    <message>
        <source>How the rows are grouped</source>
        <translation>Wie die Zeilen gruppiert sind</translation>
    </message>
    <message>
        <source>Look at the pairs</source>
        <translation>Paare ansehen</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Nothing has been written.</source>
        <translation>Noch wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Nothing to run</source>
        <translation>Nichts auszuführen</translation>
    </message>
    <message>
        <source>Nothing would change</source>
        <translation>Nichts würde sich ändern</translation>
    </message>
    <message>
        <source>Pair these %1</source>
        <translation>%1 verbinden</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Rehearse …</source>
        <translation>Probelauf …</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Run these %1</source>
        <translation>%1 ausführen</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Syncs</source>
        <translation>Abgleiche</translation>
    </message>
    <message>
        <source>That is more than %1 allows today: what is left over is carried by a later run.</source>
        <translation>Das ist mehr, als %1 heute erlaubt: Was übrig bleibt, überträgt ein späterer Lauf.</translation>
    </message>
    <message>
        <source>They stay as they are until you decide; everything else is carried.</source>
        <translation>Sie bleiben, wie sie sind, bis Sie entscheiden; alles andere wird übertragen.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Turned</source>
        <translation>Umgedreht</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Waits for your approval</source>
        <translation>Wartet auf Ihre Freigabe</translation>
    </message>
    <message>
        <source>by action</source>
        <translation>nach Aktion</translation>
    </message>
    <message>
        <source>by field</source>
        <translation>nach Feld</translation>
    </message>
    <message>
        <source>by reason</source>
        <translation>nach Grund</translation>
    </message>
    <message>
        <source>by record</source>
        <translation>nach Datensatz</translation>
    </message>
    <message>
        <source>by system and table</source>
        <translation>nach System und Tabelle</translation>
    </message>
    <message>
        <source>conflict is held</source>
        <translation>Konflikt wartet</translation>
    </message>
    <message>
        <source>conflicts are held</source>
        <translation>Konflikte warten</translation>
    </message>
    <message>
        <source>in order of the run</source>
        <translation>in der Reihenfolge des Laufs</translation>
    </message>
    <message>
        <source>nothing has been written</source>
        <translation>noch wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>Records and their pairs</source>
        <translation>Datensätze und ihre Paare</translation>
    </message>
    <message numerus="yes">
        <source>Save and pair these %n</source>
        <translation>
            <numerusform>Speichern und dieses Paar verbinden</numerusform>
            <numerusform>Speichern und diese %n verbinden</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Reader</name>
    <message>
        <source>Page of the guide</source>
        <translation>Seite des Handbuchs</translation>
    </message>
</context>
<context>
    <name>ReconnectDialog</name>
    <message>
        <source>%1 is needed.</source>
        <translation>%1 wird gebraucht.</translation>
    </message>
    <message>
        <source>A password or key that is left empty stays as it is. Nothing is kept before the test has passed.</source>
        <translation>Ein leer gelassenes Passwort oder ein leerer Schlüssel bleibt, wie es ist. Gespeichert wird erst, wenn die Prüfung gelungen ist.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>It does not work yet</source>
        <translation>Es funktioniert noch nicht</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>Signing in and reading one record …</source>
        <translation>Anmelden und einen Datensatz lesen …</translation>
    </message>
    <message>
        <source>So far it is signed in with the browser.</source>
        <translation>Bisher ist er mit dem Browser angemeldet.</translation>
    </message>
    <message>
        <source>So far it uses a token that was typed.</source>
        <translation>Bisher nutzt er ein eingegebenes Token.</translation>
    </message>
    <message>
        <source>Test and save</source>
        <translation>Prüfen und speichern</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>unverändert</translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>History of a record</source>
        <translation>Verlauf eines Datensatzes</translation>
    </message>
    <message>
        <source>Make it again …</source>
        <translation>Neu anlegen …</translation>
    </message>
    <message>
        <source>Moment in the record’s history</source>
        <translation>Zeitpunkt im Verlauf des Datensatzes</translation>
    </message>
    <message>
        <source>No run has written to this record, and nobody had to decide anything about it.</source>
        <translation>Kein Lauf hat in diesen Datensatz geschrieben, und niemand musste etwas zu ihm entscheiden.</translation>
    </message>
    <message>
        <source>Nothing happened yet</source>
        <translation>Noch nichts geschehen</translation>
    </message>
    <message>
        <source>Undo all of run %1 here …</source>
        <translation>Alles aus Lauf %1 hier rückgängig machen …</translation>
    </message>
    <message>
        <source>Undo this change …</source>
        <translation>Diese Änderung rückgängig machen …</translation>
    </message>
    <message>
        <source>What both sides hold</source>
        <translation>Was beide Seiten enthalten</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>What happened, newest first</source>
        <translation>Was geschah, das Neueste zuerst</translation>
    </message>
</context>
<context>
    <name>RecordHead</name>
    <message>
        <source>conflict waits</source>
        <translation>Konflikt wartet</translation>
    </message>
    <message>
        <source>conflicts wait</source>
        <translation>Konflikte warten</translation>
    </message>
    <message>
        <source>deleted in</source>
        <translation>gelöscht in</translation>
    </message>
    <message>
        <source>no partner</source>
        <translation>kein Gegenstück</translation>
    </message>
    <message>
        <source>not in</source>
        <translation>nicht in</translation>
    </message>
</context>
<context>
    <name>RecordsPage</name>
    <message>
        <source>A record that may be changed and put back: its id</source>
        <translation>Ein Datensatz, der geändert und zurückgesetzt werden darf: seine Kennung</translation>
    </message>
    <message>
        <source>A record to make and delete again</source>
        <translation>Ein Datensatz zum Anlegen und Wiederlöschen</translation>
    </message>
    <message>
        <source>Give both the record and its field, or neither.</source>
        <translation>Geben Sie Datensatz und Feld an, oder keines von beiden.</translation>
    </message>
    <message>
        <source>Give the path, such as /api/contacts.</source>
        <translation>Geben Sie den Pfad an, etwa /api/contacts.</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>The field of it to change</source>
        <translation>Das Feld, das geändert wird</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Ausprobieren</translation>
    </message>
    <message>
        <source>Which path lists the records?</source>
        <translation>Welcher Pfad listet die Datensätze auf?</translation>
    </message>
    <message>
        <source>Without a record to try on, the table is described for reading only.</source>
        <translation>Ohne einen Datensatz zum Ausprobieren wird die Tabelle nur zum Lesen beschrieben.</translation>
    </message>
</context>
<context>
    <name>RecordsSection</name>
    <message>
        <source>A record that leaves the selection is kept apart; it is never deleted on the other side.</source>
        <translation>Ein Datensatz, der aus der Auswahl fällt, wird getrennt gehalten; auf der anderen Seite wird er nie gelöscht.</translation>
    </message>
    <message>
        <source>Which records take part</source>
        <translation>Welche Datensätze teilnehmen</translation>
    </message>
</context>
<context>
    <name>RecoveryDialog</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>Ich habe ihn aufgeschrieben</translation>
    </message>
    <message>
        <source>With it and a backup everything comes back, on another computer, too, when passphrase and keyring are lost. It is shown only now. Write it on paper and keep it apart from this computer: whoever has it and a backup can read everything.</source>
        <translation>Mit ihm und einer Sicherung kommt alles zurück, auch auf einem anderen Computer, wenn Kennwortsatz und Schlüsselbund verloren sind. Er wird nur jetzt gezeigt. Schreiben Sie ihn auf Papier, und bewahren Sie ihn nicht bei diesem Computer auf: Wer ihn und eine Sicherung hat, kann alles lesen.</translation>
    </message>
    <message>
        <source>Your recovery key</source>
        <translation>Ihr Wiederherstellungsschlüssel</translation>
    </message>
</context>
<context>
    <name>RehearsalDialog</name>
    <message>
        <source>A second run has nothing to write, and whatever still differs waits for you or for a rule.</source>
        <translation>Ein zweiter Lauf hat nichts zu schreiben, und was noch abweicht, wartet auf Sie oder folgt einer Regel.</translation>
    </message>
    <message>
        <source>A second run would write again, though nobody edited anything: these never come to rest.</source>
        <translation>Ein zweiter Lauf würde wieder schreiben, obwohl niemand etwas geändert hat: Diese Felder kommen nie zur Ruhe.</translation>
    </message>
    <message>
        <source>After two runs both sides still differ, and no conflict or rule explains it.</source>
        <translation>Nach zwei Läufen weichen beide Seiten noch ab, und kein Konflikt und keine Regel erklärt es.</translation>
    </message>
    <message>
        <source>At the end:</source>
        <translation>Am Ende:</translation>
    </message>
    <message>
        <source>Both sides do not agree at the end</source>
        <translation>Beide Seiten stimmen am Ende nicht überein</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copied: %1 from %2, %3 from %4.</source>
        <translation>Kopiert: %1 aus %2, %3 aus %4.</translation>
    </message>
    <message>
        <source>It does not come to rest</source>
        <translation>Es kommt nicht zur Ruhe</translation>
    </message>
    <message>
        <source>It ends well</source>
        <translation>Es geht gut aus</translation>
    </message>
    <message>
        <source>Nothing would be written.</source>
        <translation>Es würde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Rehearsal</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Rehearsal of %1</source>
        <translation>Probelauf von %1</translation>
    </message>
    <message>
        <source>The real run, on copies of both sides. Nothing real is written.</source>
        <translation>Der echte Lauf, auf Kopien beider Seiten. Nichts Echtes wird geschrieben.</translation>
    </message>
    <message>
        <source>The run would fail</source>
        <translation>Der Lauf würde scheitern</translation>
    </message>
    <message>
        <source>What goes back and forth</source>
        <translation>Was hin und her geht</translation>
    </message>
    <message>
        <source>What the run would write</source>
        <translation>Was der Lauf schreiben würde</translation>
    </message>
    <message>
        <source>What the run would write, the first</source>
        <translation>Was der Lauf schreiben würde, die ersten</translation>
    </message>
    <message>
        <source>What would be written</source>
        <translation>Was geschrieben würde</translation>
    </message>
    <message>
        <source>Written:</source>
        <translation>Geschrieben:</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>held</source>
        <translation>zurückgestellt</translation>
    </message>
    <message>
        <source>in</source>
        <translation>in</translation>
    </message>
    <message>
        <source>left apart by a rule</source>
        <translation>durch eine Regel getrennt gelassen</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
</context>
<context>
    <name>RunDetail</name>
    <message>
        <source>&amp;History of the record …</source>
        <translation>&amp;Verlauf des Datensatzes …</translation>
    </message>
    <message>
        <source>History of the record …</source>
        <translation>Verlauf des Datensatzes …</translation>
    </message>
    <message>
        <source>Undo all of run %1 in this record …</source>
        <translation>Alles aus Lauf %1 in diesem Datensatz rückgängig machen …</translation>
    </message>
    <message>
        <source>Undo the change of “%1” …</source>
        <translation>Die Änderung von „%1“ rückgängig machen …</translation>
    </message>
    <message>
        <source>Undo the run …</source>
        <translation>Lauf rückgängig machen …</translation>
    </message>
    <message>
        <source>What the run wrote</source>
        <translation>Was der Lauf geschrieben hat</translation>
    </message>
</context>
<context>
    <name>RunLine</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo the run of %1</source>
        <translation>Den Lauf von %1 rückgängig machen</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>A notice leads to the thing when it is pressed.</source>
        <translation>Ein Hinweis führt zur Sache, wenn man ihn anklickt.</translation>
    </message>
    <message>
        <source>A phone’s hotspot, for instance. What you start yourself runs in any case.</source>
        <translation>Etwa über den Hotspot eines Handys. Was Sie selbst starten, läuft immer.</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivitäten</translation>
    </message>
    <message>
        <source>As the language</source>
        <translation>Wie die Sprache</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>Höchstens</translation>
    </message>
    <message>
        <source>Back up …</source>
        <translation>Sichern …</translation>
    </message>
    <message>
        <source>Both sides are compared whole at this time, such as 03:00 or Mon-Fri 03:00; off: never.</source>
        <translation>Beide Seiten werden zu dieser Zeit ganz verglichen, etwa 03:00 oder Mo-Fr 03:00; off: nie.</translation>
    </message>
    <message>
        <source>Closing the window</source>
        <translation>Beim Schließen des Fensters</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Days that history is kept</source>
        <translation>Tage, die der Verlauf aufbewahrt wird</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Follows your desktop, unless you choose.</source>
        <translation>Folgt Ihrem Schreibtisch, wenn Sie nichts wählen.</translation>
    </message>
    <message>
        <source>From the next start</source>
        <translation>Ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Days that the log is kept</source>
        <translation>Tage, die das Protokoll aufbewahrt wird</translation>
    </message>
    <message>
        <source>Does what these say, now instead of within a day.</source>
        <translation>Tut, was diese sagen, jetzt statt innerhalb eines Tages.</translation>
    </message>
    <message>
        <source>History and log</source>
        <translation>Verlauf und Protokoll</translation>
    </message>
    <message>
        <source>How they are written, where the language’s own way is not yours.</source>
        <translation>Wie sie geschrieben werden, wenn nicht so, wie es zur Sprache gehört.</translation>
    </message>
    <message>
        <source>Keep for</source>
        <translation>Aufbewahren</translation>
    </message>
    <message>
        <source>Keep syncing when the window is closed</source>
        <translation>Weiter abgleichen, wenn das Fenster geschlossen ist</translation>
    </message>
    <message>
        <source>Keep the log for</source>
        <translation>Protokoll aufbewahren</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Megabytes that history may take</source>
        <translation>Megabyte, die der Verlauf belegen darf</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>New syncs run</source>
        <translation>Neue Abgleiche laufen</translation>
    </message>
    <message>
        <source>Nightly check</source>
        <translation>Nächtliche Prüfung</translation>
    </message>
    <message>
        <source>No notices at this time, such as 22:00-07:00; empty: none.</source>
        <translation>Keine Hinweise zu dieser Zeit, etwa 22:00-07:00; leer: keine.</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Numbers and dates</source>
        <translation>Zahlen und Daten</translation>
    </message>
    <message>
        <source>Numbers and dates are then written so everywhere.</source>
        <translation>Zahlen und Daten werden dann überall so geschrieben.</translation>
    </message>
    <message>
        <source>Of the window. It holds from the next start.</source>
        <translation>Des Fensters. Sie gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Older runs and values are forgotten; then they can’t be taken back.</source>
        <translation>Ältere Läufe und Werte werden vergessen; dann können sie nicht mehr zurückgenommen werden.</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Over metered networks</source>
        <translation>Über getaktete Netze</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Quiet hours</source>
        <translation>Ruhezeit</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Beim Anmelden</translation>
    </message>
    <message>
        <source>Start when I sign in</source>
        <translation>Starten, wenn ich mich anmelde</translation>
    </message>
    <message>
        <source>Start with</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Abgleichen</translation>
    </message>
    <message>
        <source>Syncs then run without your having to think of it.</source>
        <translation>Die Abgleiche laufen dann, ohne dass Sie daran denken müssen.</translation>
    </message>
    <message>
        <source>Tell me of</source>
        <translation>Hinweisen auf</translation>
    </message>
    <message>
        <source>The encrypted store with links, history and settings.</source>
        <translation>Der verschlüsselte Speicher mit Verknüpfungen, Verlauf und Einstellungen.</translation>
    </message>
    <message>
        <source>The oldest goes first.</source>
        <translation>Das Älteste geht zuerst.</translation>
    </message>
    <message>
        <source>The page that the window opens on.</source>
        <translation>Die Seite, mit der das Fenster sich öffnet.</translation>
    </message>
    <message>
        <source>The syncs go on from the notification area.</source>
        <translation>Die Abgleiche gehen vom Infobereich aus weiter.</translation>
    </message>
    <message>
        <source>The window then speaks the language that you chose.</source>
        <translation>Das Fenster spricht dann die Sprache, die Sie gewählt haben.</translation>
    </message>
    <message>
        <source>These are no hours</source>
        <translation>Das sind keine Uhrzeiten</translation>
    </message>
    <message>
        <source>Tidied up</source>
        <translation>Aufgeräumt</translation>
    </message>
    <message>
        <source>Tidy up</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Tidy up now</source>
        <translation>Jetzt aufräumen</translation>
    </message>
    <message>
        <source>Tidying up</source>
        <translation>Wird aufgeräumt</translation>
    </message>
    <message>
        <source>What is proposed; each sync has its own schedule.</source>
        <translation>Was vorgeschlagen wird; jeder Abgleich hat seinen eigenen Zeitplan.</translation>
    </message>
    <message>
        <source>When conflicts arrive</source>
        <translation>Wenn Konflikte ankommen</translation>
    </message>
    <message>
        <source>While nobody is at the window there is a notice only.</source>
        <translation>Solange niemand am Fenster ist, gibt es nur einen Hinweis.</translation>
    </message>
    <message>
        <source>Who did what, and when. Older lines are removed, and one new line tells of it.</source>
        <translation>Wer wann was getan hat. Ältere Zeilen werden entfernt, und eine neue Zeile sagt es.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>Arbeitsbereich</translation>
    </message>
    <message>
        <source>Write them as 22:00-07:00.</source>
        <translation>Schreiben Sie sie wie 22:00-07:00.</translation>
    </message>
    <message>
        <source>a quiet notice</source>
        <translation>ein leiser Hinweis</translation>
    </message>
    <message>
        <source>any size</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>entries were forgotten.</source>
        <translation>Einträge wurden vergessen.</translation>
    </message>
    <message>
        <source>entry was forgotten.</source>
        <translation>Eintrag wurde vergessen.</translation>
    </message>
    <message>
        <source>every 15 minutes</source>
        <translation>alle 15 Minuten</translation>
    </message>
    <message>
        <source>every day</source>
        <translation>jeden Tag</translation>
    </message>
    <message>
        <source>every hour</source>
        <translation>jede Stunde</translation>
    </message>
    <message>
        <source>everything runs</source>
        <translation>alles läuft</translation>
    </message>
    <message>
        <source>everything that waits for me</source>
        <translation>alles, was auf mich wartet</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message>
        <source>no full comparisons</source>
        <translation>keine vollen Vergleiche</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nothing runs by itself</source>
        <translation>nichts läuft von selbst</translation>
    </message>
    <message>
        <source>open them at once</source>
        <translation>sofort öffnen</translation>
    </message>
    <message>
        <source>syncs that stand still</source>
        <translation>Abgleiche, die stillstehen</translation>
    </message>
</context>
<context>
    <name>Settled</name>
    <message>
        <source>All settled</source>
        <translation>Alles geklärt</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Nothing to decide just now</source>
        <translation>Im Moment ist nichts zu entscheiden</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>What was left for later stays on the page “Conflicts”.</source>
        <translation>Was für später blieb, steht weiter auf der Seite „Konflikte“.</translation>
    </message>
    <message>
        <source>carried with the next run.</source>
        <translation>mit dem nächsten Lauf übertragen.</translation>
    </message>
    <message>
        <source>decision is</source>
        <translation>Entscheidung wird</translation>
    </message>
    <message>
        <source>decisions are</source>
        <translation>Entscheidungen werden</translation>
    </message>
</context>
<context>
    <name>SideRecords</name>
    <message>
        <source>Field of condition %1</source>
        <translation>Feld der Bedingung %1</translation>
    </message>
    <message>
        <source>Filter of its own</source>
        <translation>Eigener Filter</translation>
    </message>
    <message>
        <source>The field that says when a record was changed, where the system does not tell</source>
        <translation>Das Feld, das sagt, wann ein Datensatz geändert wurde, wenn das System es nicht sagt</translation>
    </message>
    <message>
        <source>Time of change</source>
        <translation>Zeit der Änderung</translation>
    </message>
    <message>
        <source>Value of condition %1</source>
        <translation>Wert der Bedingung %1</translation>
    </message>
    <message>
        <source>and nothing more</source>
        <translation>und sonst nichts</translation>
    </message>
    <message>
        <source>any record</source>
        <translation>jeder Datensatz</translation>
    </message>
    <message>
        <source>as the system tells</source>
        <translation>wie das System es sagt</translation>
    </message>
    <message>
        <source>in the system’s own language, such as active = 1</source>
        <translation>in der Sprache des Systems, etwa active = 1</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Accounts</source>
        <translation>Zugänge</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivitäten</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Desktop Sync</source>
        <translation>Desktop Sync</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>Zu klären</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Syncs</source>
        <translation>Abgleiche</translation>
    </message>
    <message>
        <source>The background service syncs</source>
        <translation>Der Hintergrunddienst gleicht ab</translation>
    </message>
    <message>
        <source>The service runs %1</source>
        <translation>Der Dienst führt %1 aus</translation>
    </message>
</context>
<context>
    <name>SignInBox</name>
    <message>
        <source>Connect this one</source>
        <translation>Dieses verbinden</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Getting ready …</source>
        <translation>Wird vorbereitet …</translation>
    </message>
    <message>
        <source>Open the page again</source>
        <translation>Seite noch einmal öffnen</translation>
    </message>
    <message>
        <source>Sign in on another device</source>
        <translation>Auf einem anderen Gerät anmelden</translation>
    </message>
    <message>
        <source>Sign in with your browser</source>
        <translation>Mit dem Browser anmelden</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>The sign-in is good for several. Which one do you want to connect?</source>
        <translation>Die Anmeldung gilt für mehrere. Welches möchten Sie verbinden?</translation>
    </message>
    <message>
        <source>Type this code on the page %1, on any device:</source>
        <translation>Geben Sie diesen Code auf der Seite %1 ein, auf irgendeinem Gerät:</translation>
    </message>
    <message>
        <source>What to connect</source>
        <translation>Was verbunden wird</translation>
    </message>
    <message>
        <source>Your browser is open: sign in there, and come back. Waiting …</source>
        <translation>Ihr Browser ist offen: Melden Sie sich dort an, und kommen Sie zurück. Es wird gewartet …</translation>
    </message>
    <message>
        <source>✓ Signed in.</source>
        <translation>✓ Angemeldet.</translation>
    </message>
</context>
<context>
    <name>StepPanel</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close; Help opens it again</source>
        <translation>Schließen; unter Hilfe geht es weiter</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
</context>
<context>
    <name>SyncCard</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Look at %1</source>
        <translation>%1 ansehen</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More for %1</source>
        <translation>Mehr zu %1</translation>
    </message>
    <message>
        <source>Open the mapping</source>
        <translation>Feldzuordnung öffnen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Review %1</source>
        <translation>%1 durchgehen</translation>
    </message>
    <message>
        <source>Review the plan</source>
        <translation>Plan durchgehen</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>Neu anmelden</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>no run yet</source>
        <translation>noch kein Lauf</translation>
    </message>
</context>
<context>
    <name>Syncs</name>
    <message>
        <source>A sync joins a table of one system with a table of another, field by field.</source>
        <translation>Ein Abgleich verbindet eine Tabelle des einen Systems mit einer des anderen, Feld für Feld.</translation>
    </message>
    <message>
        <source>Edit …</source>
        <translation>Bearbeiten …</translation>
    </message>
    <message>
        <source>Make your first sync</source>
        <translation>Legen Sie Ihren ersten Abgleich an</translation>
    </message>
    <message>
        <source>New sync</source>
        <translation>Neuer Abgleich</translation>
    </message>
    <message>
        <source>No syncs yet</source>
        <translation>Noch keine Abgleiche</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Syncs</source>
        <translation>Abgleiche</translation>
    </message>
    <message>
        <source>sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>syncs</source>
        <translation>Abgleiche</translation>
    </message>
</context>
<context>
    <name>SystemPage</name>
    <message>
        <source>A token (Authorization: Bearer)</source>
        <translation>Ein Token (Authorization: Bearer)</translation>
    </message>
    <message>
        <source>A token in a header of its own</source>
        <translation>Ein Token in einem eigenen Header</translation>
    </message>
    <message>
        <source>A token in the address</source>
        <translation>Ein Token in der Adresse</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Browse …</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Give the name of the header.</source>
        <translation>Geben Sie den Namen des Headers an.</translation>
    </message>
    <message>
        <source>Give the password or token.</source>
        <translation>Geben Sie Passwort oder Token an.</translation>
    </message>
    <message>
        <source>Give the system&apos;s address, such as https://crm.example.org.</source>
        <translation>Geben Sie die Adresse des Systems an, etwa https://crm.example.org.</translation>
    </message>
    <message>
        <source>Give the user name.</source>
        <translation>Geben Sie den Benutzernamen an.</translation>
    </message>
    <message>
        <source>Headers with each call (can be left out)</source>
        <translation>Header bei jedem Aufruf (kann leer bleiben)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the header</source>
        <translation>Name des Headers</translation>
    </message>
    <message>
        <source>Nothing is written to the system unless you name a record for it.</source>
        <translation>Es wird nichts ins System geschrieben, außer Sie nennen einen Datensatz dafür.</translation>
    </message>
    <message>
        <source>OpenAPI file</source>
        <translation>OpenAPI-Datei</translation>
    </message>
    <message>
        <source>OpenAPI file (can be left out)</source>
        <translation>OpenAPI-Datei (kann leer bleiben)</translation>
    </message>
    <message>
        <source>Password or token</source>
        <translation>Passwort oder Token</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>User name and password</source>
        <translation>Benutzername und Passwort</translation>
    </message>
    <message>
        <source>Where is the system, and how does one sign in?</source>
        <translation>Wo ist das System, und wie meldet man sich an?</translation>
    </message>
    <message>
        <source>Without a sign-in</source>
        <translation>Ohne Anmeldung</translation>
    </message>
</context>
<context>
    <name>TemplateDialog</name>
    <message>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Find a template</source>
        <translation>Vorlage suchen</translation>
    </message>
    <message>
        <source>Looking at both tables …</source>
        <translation>Beide Tabellen werden angesehen …</translation>
    </message>
    <message>
        <source>Start from a template</source>
        <translation>Mit einer Vorlage beginnen</translation>
    </message>
    <message>
        <source>Templates</source>
        <translation>Vorlagen</translation>
    </message>
    <message>
        <source>Use this template</source>
        <translation>Diese Vorlage verwenden</translation>
    </message>
    <message>
        <source>needs {0}</source>
        <translation>braucht {0}</translation>
    </message>
</context>
<context>
    <name>TemplateSidePicker</name>
    <message>
        <source>Account</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Choose a table</source>
        <translation>Tabelle wählen</translation>
    </message>
    <message>
        <source>Connect {0} …</source>
        <translation>{0} verbinden …</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
</context>
<context>
    <name>Templates</name>
    <message>
        <source>A database or workbook → Mailchimp members</source>
        <translation>Eine Datenbank oder Arbeitsmappe → Mailchimp-Mitglieder</translation>
    </message>
    <message>
        <source>A database or workbook ↔ CRM contacts</source>
        <translation>Eine Datenbank oder Arbeitsmappe ↔ CRM-Kontakte</translation>
    </message>
    <message>
        <source>CRM companies ↔ ERP parties</source>
        <translation>CRM-Firmen ↔ ERP-Parteien</translation>
    </message>
    <message>
        <source>CRM contacts ↔ ERP parties</source>
        <translation>CRM-Kontakte ↔ ERP-Parteien</translation>
    </message>
    <message>
        <source>CRM contacts ↔ an address book</source>
        <translation>CRM-Kontakte ↔ ein Adressbuch</translation>
    </message>
    <message>
        <source>Customers of a WooCommerce or Shopify shop are contacts of HubSpot or Salesforce: name, e-mail address and phone.</source>
        <translation>Die Kunden eines Ladens bei WooCommerce oder Shopify sind Kontakte in HubSpot oder Salesforce: Name, E-Mail-Adresse und Telefon.</translation>
    </message>
    <message>
        <source>Customers of a WooCommerce or Shopify shop come onto a Mailchimp audience. They are subscribed: sync only people who have agreed to that.</source>
        <translation>Die Kunden eines Ladens bei WooCommerce oder Shopify kommen in eine Zielgruppe bei Mailchimp. Sie werden angemeldet: Gleichen Sie nur Menschen ab, die dem zugestimmt haben.</translation>
    </message>
    <message>
        <source>Each order is a row of a sheet, kept up to date. The sheet needs headings, such as Order, E-mail, Payment, Delivery, Currency, Date.</source>
        <translation>Jede Bestellung ist eine Zeile eines Blatts und wird aktuell gehalten. Das Blatt braucht Überschriften, etwa Bestellung, E-Mail, Zahlung, Lieferung, Währung, Datum.</translation>
    </message>
    <message>
        <source>Each ticket is a case, and each case a ticket, with subject, status and priority. What a ticket begins with can&apos;t be changed later.</source>
        <translation>Jedes Ticket ist ein Fall und jeder Fall ein Ticket, mit Betreff, Status und Priorität. Womit ein Ticket beginnt, lässt sich später nicht ändern.</translation>
    </message>
    <message>
        <source>HubSpot contacts ↔ Salesforce contacts</source>
        <translation>HubSpot-Kontakte ↔ Salesforce-Kontakte</translation>
    </message>
    <message>
        <source>HubSpot contacts ↔ Xero contacts</source>
        <translation>HubSpot-Kontakte ↔ Xero-Kontakte</translation>
    </message>
    <message>
        <source>Marketing and sales work on the same people: name, e-mail address, phones, job and postal address.</source>
        <translation>Marketing und Vertrieb arbeiten mit denselben Menschen: Name, E-Mail-Adresse, Telefonnummern, Beruf und Postanschrift.</translation>
    </message>
    <message>
        <source>People in a table of yours are the contacts of HubSpot, Salesforce or Pipedrive: name, e-mail address, phone and postal address.</source>
        <translation>Die Menschen in einer Ihrer Tabellen sind die Kontakte in HubSpot, Salesforce oder Pipedrive: Name, E-Mail-Adresse, Telefon und Postanschrift.</translation>
    </message>
    <message>
        <source>People in a table of yours come onto a Mailchimp audience. They are subscribed: sync only people who have agreed to that (a condition on the table leaves out the others).</source>
        <translation>Die Menschen in einer Ihrer Tabellen kommen in eine Zielgruppe bei Mailchimp. Sie werden angemeldet: Gleichen Sie nur Menschen ab, die dem zugestimmt haben (eine Bedingung an die Tabelle lässt die anderen weg).</translation>
    </message>
    <message>
        <source>Shop customers → Mailchimp members</source>
        <translation>Kunden des Ladens → Mailchimp-Mitglieder</translation>
    </message>
    <message>
        <source>Shop customers ↔ CRM contacts</source>
        <translation>Kunden des Ladens ↔ CRM-Kontakte</translation>
    </message>
    <message>
        <source>Shopify orders → a workbook</source>
        <translation>Shopify-Bestellungen → eine Arbeitsmappe</translation>
    </message>
    <message>
        <source>The companies of HubSpot, Salesforce or Pipedrive are the parties of Tryton or the partners of Odoo: name, phone, website and postal address.</source>
        <translation>Die Firmen in HubSpot, Salesforce oder Pipedrive sind die Parteien in Tryton oder die Partner in Odoo: Name, Telefon, Website und Postanschrift.</translation>
    </message>
    <message>
        <source>The contacts of HubSpot, Salesforce or Pipedrive are the parties of Tryton or the partners of Odoo: name, e-mail address, phone and postal address.</source>
        <translation>Die Kontakte in HubSpot, Salesforce oder Pipedrive sind die Parteien in Tryton oder die Partner in Odoo: Name, E-Mail-Adresse, Telefon und Postanschrift.</translation>
    </message>
    <message>
        <source>The contacts of HubSpot, Salesforce or Pipedrive on your phone: in Google, Microsoft or any CardDAV address book, and back.</source>
        <translation>Die Kontakte aus HubSpot, Salesforce oder Pipedrive auf Ihrem Telefon: in Google, Microsoft oder jedem CardDAV-Adressbuch, und zurück.</translation>
    </message>
    <message>
        <source>The people of your help desk and of your CRM are the same: name, e-mail address and phone.</source>
        <translation>Die Menschen in Ihrem Kundendienst und in Ihrem CRM sind dieselben: Name, E-Mail-Adresse und Telefon.</translation>
    </message>
    <message>
        <source>Whom you sell to and whom you invoice are the same people: name, e-mail address and postal address.</source>
        <translation>Wem Sie verkaufen und wem Sie Rechnungen schreiben, sind dieselben Menschen: Name, E-Mail-Adresse und Postanschrift.</translation>
    </message>
    <message>
        <source>Zendesk tickets ↔ Salesforce cases</source>
        <translation>Zendesk-Tickets ↔ Salesforce-Fälle</translation>
    </message>
    <message>
        <source>Zendesk users ↔ Salesforce contacts</source>
        <translation>Zendesk-Benutzer ↔ Salesforce-Kontakte</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>companies</source>
        <translation>Firmen</translation>
    </message>
    <message>
        <source>contacts</source>
        <translation>Kontakte</translation>
    </message>
    <message>
        <source>customers</source>
        <translation>Kunden</translation>
    </message>
    <message>
        <source>members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>orders</source>
        <translation>Bestellungen</translation>
    </message>
    <message>
        <source>parties</source>
        <translation>Parteien</translation>
    </message>
    <message>
        <source>people</source>
        <translation>Menschen</translation>
    </message>
    <message>
        <source>tickets</source>
        <translation>Tickets</translation>
    </message>
    <message>
        <source>users</source>
        <translation>Benutzer</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>  · can be left out</source>
        <translation>  · kann leer bleiben</translation>
    </message>
    <message>
        <source> of {count}</source>
        <translation> aus {count}</translation>
    </message>
    <message>
        <source> to {reference}</source>
        <translation> auf {reference}</translation>
    </message>
    <message>
        <source> · {survived} of {checked} survive</source>
        <translation> · {survived} von {checked} überstehen</translation>
    </message>
    <message>
        <source>%1 hours ago</source>
        <translation>vor %1 Stunden</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%1 in %2</translation>
    </message>
    <message>
        <source>%1 in %2 and %3 in %4 looked at</source>
        <translation>%1 in %2 und %3 in %4 angesehen</translation>
    </message>
    <message>
        <source>%1 minutes ago</source>
        <translation>vor %1 Minuten</translation>
    </message>
    <message>
        <source>%1 of %2 deleted in %3</source>
        <translation>%1 von %2 in %3 gelöscht</translation>
    </message>
    <message>
        <source>%1 of %2 pairs change</source>
        <translation>%1 von %2 Paaren ändern sich</translation>
    </message>
    <message>
        <source>%1 wins</source>
        <translation>%1 gilt</translation>
    </message>
    <message>
        <source>&amp;About Desktop Sync</source>
        <translation>&amp;Über Desktop Sync</translation>
    </message>
    <message>
        <source>&amp;Accounts</source>
        <translation>&amp;Zugänge</translation>
    </message>
    <message>
        <source>&amp;Activity</source>
        <translation>&amp;Aktivitäten</translation>
    </message>
    <message>
        <source>&amp;Back up the workspace …</source>
        <translation>Arbeitsbereich &amp;sichern …</translation>
    </message>
    <message>
        <source>&amp;Cancel all runs</source>
        <translation>Alle Läufe ab&amp;brechen</translation>
    </message>
    <message>
        <source>&amp;Cancel the run</source>
        <translation>Lauf ab&amp;brechen</translation>
    </message>
    <message>
        <source>&amp;Close the window</source>
        <translation>Fenster s&amp;chließen</translation>
    </message>
    <message>
        <source>&amp;Conflicts</source>
        <translation>&amp;Konflikte</translation>
    </message>
    <message>
        <source>&amp;Contents of the guide</source>
        <translation>&amp;Inhalt des Handbuchs</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Fold away</source>
        <translation>&amp;Zuklappen</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Gehe zu</translation>
    </message>
    <message>
        <source>&amp;Guide to this page</source>
        <translation>&amp;Handbuch zu dieser Seite</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;History of the record …</source>
        <translation>&amp;Verlauf des Datensatzes …</translation>
    </message>
    <message>
        <source>&amp;Needs attention</source>
        <translation>Zu k&amp;lären</translation>
    </message>
    <message>
        <source>&amp;New sync …</source>
        <translation>&amp;Neuer Abgleich …</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>&amp;Übersicht</translation>
    </message>
    <message>
        <source>&amp;Pairing</source>
        <translation>&amp;Paare</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Pause all</source>
        <translation>Alle an&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Review conflicts …</source>
        <translation>&amp;Konflikte durchgehen …</translation>
    </message>
    <message>
        <source>&amp;Skip this time</source>
        <translation>Dieses Mal ü&amp;berspringen</translation>
    </message>
    <message>
        <source>&amp;Sync</source>
        <translation>&amp;Abgleich</translation>
    </message>
    <message>
        <source>&amp;Syncs</source>
        <translation>A&amp;bgleiche</translation>
    </message>
    <message>
        <source>&amp;Take in again</source>
        <translation>&amp;Wieder aufnehmen</translation>
    </message>
    <message>
        <source>&amp;Tour of the demo</source>
        <translation>&amp;Rundgang durch die Vorführung</translation>
    </message>
    <message>
        <source>&amp;Unfold</source>
        <translation>&amp;Aufklappen</translation>
    </message>
    <message>
        <source>, up to {max_length}</source>
        <translation>, bis {max_length}</translation>
    </message>
    <message>
        <source>07:30; Mon-Fri 18:00</source>
        <translation>07:30; Mo-Fr 18:00</translation>
    </message>
    <message>
        <source>1 hour ago</source>
        <translation>vor 1 Stunde</translation>
    </message>
    <message>
        <source>1 minute ago</source>
        <translation>vor 1 Minute</translation>
    </message>
    <message>
        <source>1 not mapped: records with it are held.</source>
        <translation>1 nicht zugeordnet: Datensätze damit werden zurückgestellt.</translation>
    </message>
    <message>
        <source>1 pair found</source>
        <translation>1 Paar gefunden</translation>
    </message>
    <message>
        <source>; the first {count}</source>
        <translation>; die ersten {count}</translation>
    </message>
    <message>
        <source>? likely a pair</source>
        <translation>? wohl ein Paar</translation>
    </message>
    <message>
        <source>A blank</source>
        <translation>Ein leeres Feld</translation>
    </message>
    <message>
        <source>A link joins several fields with one: only one of its sides can have more than one field.</source>
        <translation>Eine Verknüpfung verbindet mehrere Felder mit einem: Nur eine ihrer Seiten kann mehr als ein Feld haben.</translation>
    </message>
    <message>
        <source>A new record needs a value here, and nothing is linked to it.</source>
        <translation>Ein neuer Datensatz braucht hier einen Wert, und nichts ist damit verknüpft.</translation>
    </message>
    <message>
        <source>A pair</source>
        <translation>Ein Paar</translation>
    </message>
    <message>
        <source>A passphrase opens the workspace; accounts’ secrets are encrypted in it.</source>
        <translation>Ein Kennwortsatz öffnet den Arbeitsbereich; die Geheimnisse der Zugänge sind darin verschlüsselt.</translation>
    </message>
    <message>
        <source>A record is deleted in {source}</source>
        <translation>Ein Datensatz wird in {source} gelöscht</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Worum</translation>
    </message>
    <message>
        <source>About {runs} runs a month, with {a} calls to {account_a} and {b} to {account_b}.</source>
        <translation>Etwa {runs} Läufe im Monat, mit {a} Aufrufen an {account_a} und {b} an {account_b}.</translation>
    </message>
    <message>
        <source>Ac&amp;tivity</source>
        <translation>Ak&amp;tivitäten</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Accept all {count} suggestions</source>
        <translation>Alle {count} Vorschläge annehmen</translation>
    </message>
    <message>
        <source>Accept the suggestion</source>
        <translation>Vorschlag annehmen</translation>
    </message>
    <message>
        <source>Accept {count} suggestions</source>
        <translation>{count} Vorschläge annehmen</translation>
    </message>
    <message>
        <source>Accept {title}</source>
        <translation>{title} annehmen</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Zugang</translation>
    </message>
    <message>
        <source>Account on the {where}</source>
        <translation>Zugang {where}</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Add a sync from a &amp;file …</source>
        <translation>Abgleich aus einer &amp;Datei hinzufügen …</translation>
    </message>
    <message>
        <source>Add a sync from a file</source>
        <translation>Abgleich aus einer Datei hinzufügen</translation>
    </message>
    <message>
        <source>Add a value</source>
        <translation>Wert hinzufügen</translation>
    </message>
    <message>
        <source>Add another key</source>
        <translation>Weiteren Schlüssel hinzufügen</translation>
    </message>
    <message>
        <source>Add {label} to {title}</source>
        <translation>{label} zu {title} hinzufügen</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>All found their partner.</source>
        <translation>Alle fanden ihr Gegenstück.</translation>
    </message>
    <message>
        <source>All syncs of {account} together: about {calls} calls a month</source>
        <translation>Alle Abgleiche von {account} zusammen: etwa {calls} Aufrufe im Monat</translation>
    </message>
    <message>
        <source>All {number}</source>
        <translation>Alle {number}</translation>
    </message>
    <message>
        <source>An error that nobody foresaw ({name}).</source>
        <translation>Ein unvorhergesehener Fehler ({name}).</translation>
    </message>
    <message>
        <source>And back</source>
        <translation>Und zurück</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>April</translation>
    </message>
    <message>
        <source>Archive it in {target}</source>
        <translation>In {target} archivieren</translation>
    </message>
    <message>
        <source>Archived in %1</source>
        <translation>Archiviert in %1</translation>
    </message>
    <message>
        <source>As the sync’s rules say</source>
        <translation>Wie die Regeln des Abgleichs sagen</translation>
    </message>
    <message>
        <source>Ask me</source>
        <translation>Mich fragen</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Um</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>Aug.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Before that, as far as known</source>
        <translation>Davor, soweit bekannt</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Von vorn beginnen</translation>
    </message>
    <message>
        <source>Both fields are read-only: nothing could be written on either side.</source>
        <translation>Beide Felder sind schreibgeschützt: Auf keiner Seite könnte etwas geschrieben werden.</translation>
    </message>
    <message>
        <source>Both ways</source>
        <translation>In beide Richtungen</translation>
    </message>
    <message>
        <source>Browse …</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>By the sync’s rule for duplicates</source>
        <translation>Nach der Regel des Abgleichs für Doppelte</translation>
    </message>
    <message>
        <source>By which fields are two records the same?</source>
        <translation>An welchen Feldern erkennt man, dass zwei Datensätze dasselbe sind?</translation>
    </message>
    <message>
        <source>C&amp;heck everything …</source>
        <translation>Alles &amp;prüfen …</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Calls by the runs of today: {calls}.</source>
        <translation>Aufrufe der heutigen Läufe: {calls}.</translation>
    </message>
    <message>
        <source>Calls today</source>
        <translation>Aufrufe heute</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Carry them all …</source>
        <translation>Alle übertragen …</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change lens</source>
        <translation>Umwandlung ändern</translation>
    </message>
    <message>
        <source>Change the lens …</source>
        <translation>Umwandlung ändern …</translation>
    </message>
    <message>
        <source>Change {existing}</source>
        <translation>{existing} ändern</translation>
    </message>
    <message>
        <source>Change {title}</source>
        <translation>{title} ändern</translation>
    </message>
    <message>
        <source>Changed since, and not taken back</source>
        <translation>Seitdem geändert und nicht zurückgenommen</translation>
    </message>
    <message>
        <source>Changes are kept and carried later.</source>
        <translation>Änderungen bleiben erhalten und werden später übertragen.</translation>
    </message>
    <message>
        <source>Choose a field</source>
        <translation>Feld wählen</translation>
    </message>
    <message>
        <source>Choose an account</source>
        <translation>Zugang wählen</translation>
    </message>
    <message>
        <source>Choose another port, or look whether the background service is well.</source>
        <translation>Wählen Sie einen anderen Port, oder sehen Sie nach, ob es dem Hintergrunddienst gut geht.</translation>
    </message>
    <message>
        <source>Click to fold the fields</source>
        <translation>Klicken, um die Felder einzuklappen</translation>
    </message>
    <message>
        <source>Click to show the fields</source>
        <translation>Klicken, um die Felder zu zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Compare &amp;everything</source>
        <translation>Alles &amp;vergleichen</translation>
    </message>
    <message>
        <source>Compare everything</source>
        <translation>Alles vergleichen</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>Vergleicht</translation>
    </message>
    <message>
        <source>Connect a system</source>
        <translation>Ein System verbinden</translation>
    </message>
    <message>
        <source>Connect a system that is not listed</source>
        <translation>Ein System verbinden, das nicht auf der Liste steht</translation>
    </message>
    <message>
        <source>Connect another system …</source>
        <translation>Ein weiteres System verbinden …</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Correct the value …</source>
        <translation>Wert berichtigen …</translation>
    </message>
    <message>
        <source>Custom fields</source>
        <translation>Eigene Felder</translation>
    </message>
    <message>
        <source>Days and times</source>
        <translation>Tage und Uhrzeiten</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>Dez.</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message>
        <source>Delete it in {target}, too</source>
        <translation>Auch in {target} löschen</translation>
    </message>
    <message>
        <source>Deleted in %1</source>
        <translation>Gelöscht in %1</translation>
    </message>
    <message>
        <source>Deletes</source>
        <translation>Löschungen</translation>
    </message>
    <message>
        <source>Desktop Sync made a mistake</source>
        <translation>Desktop Sync hat einen Fehler gemacht</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Dismiss {title}</source>
        <translation>{title} verwerfen</translation>
    </message>
    <message>
        <source>Does it answer, and may we read it?</source>
        <translation>Antwortet es, und dürfen wir lesen?</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>Funktioniert nicht</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done, some wait</source>
        <translation>Fertig, Rest offen</translation>
    </message>
    <message>
        <source>Drag a field of {a} onto its counterpart in {b}; or press Enter on the one, then on the other.</source>
        <translation>Ziehen Sie ein Feld von {a} auf sein Gegenstück in {b}; oder drücken Sie Enter auf dem einen, dann auf dem anderen.</translation>
    </message>
    <message>
        <source>Drop here for a fixed value</source>
        <translation>Hier ablegen für einen festen Wert</translation>
    </message>
    <message>
        <source>E&amp;dit …</source>
        <translation>&amp;Bearbeiten …</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Every record counts as new: what is on both sides already would be there twice.</source>
        <translation>Jeder Datensatz gilt als neu: Was schon auf beiden Seiten ist, gäbe es dort zweimal.</translation>
    </message>
    <message>
        <source>Everything is paused</source>
        <translation>Alles ist angehalten</translation>
    </message>
    <message>
        <source>Example: {example}</source>
        <translation>Beispiel: {example}</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>Feb.</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>Field that marks a record as archived</source>
        <translation>Feld, das einen Datensatz als archiviert kennzeichnet</translation>
    </message>
    <message>
        <source>Field to match by</source>
        <translation>Feld zum Erkennen</translation>
    </message>
    <message>
        <source>Fields of {name}</source>
        <translation>Felder von {name}</translation>
    </message>
    <message>
        <source>Fields on both sides are read-only: nothing could be written on either side.</source>
        <translation>Felder auf beiden Seiten sind schreibgeschützt: Auf keiner Seite könnte etwas geschrieben werden.</translation>
    </message>
    <message>
        <source>Fill blanks only</source>
        <translation>Nur Leeres füllen</translation>
    </message>
    <message>
        <source>Find a field</source>
        <translation>Feld suchen</translation>
    </message>
    <message>
        <source>Find a field of {name}</source>
        <translation>Ein Feld von {name} suchen</translation>
    </message>
    <message>
        <source>Find a system</source>
        <translation>System suchen</translation>
    </message>
    <message>
        <source>Find a table</source>
        <translation>Tabelle suchen</translation>
    </message>
    <message>
        <source>Finishing</source>
        <translation>Schließt ab</translation>
    </message>
    <message>
        <source>First system</source>
        <translation>Erstes System</translation>
    </message>
    <message>
        <source>Fixed value</source>
        <translation>Fester Wert</translation>
    </message>
    <message>
        <source>Fixed value for %1</source>
        <translation>Fester Wert für %1</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Einklappen</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>Alle Gruppen einklappen</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>Fr</translation>
    </message>
    <message>
        <source>From the template</source>
        <translation>Aus der Vorlage</translation>
    </message>
    <message>
        <source>From → to</source>
        <translation>Von → nach</translation>
    </message>
    <message>
        <source>Go on with it when you press “New sync” again</source>
        <translation>Machen Sie damit weiter, wenn Sie wieder „Neuer Abgleich“ drücken</translation>
    </message>
    <message>
        <source>Group {label}</source>
        <translation>Gruppe {label}</translation>
    </message>
    <message>
        <source>Guard: more than a share {words}</source>
        <translation>Schutzgrenze: mehr als ein Anteil {words}</translation>
    </message>
    <message>
        <source>Guards</source>
        <translation>Schutzgrenzen</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Handbuch</translation>
    </message>
    <message>
        <source>History …</source>
        <translation>Verlauf …</translation>
    </message>
    <message>
        <source>How is it reached, and with which sign-in?</source>
        <translation>Wie ist es zu erreichen, und mit welcher Anmeldung?</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>How sure</source>
        <translation>Wie sicher</translation>
    </message>
    <message>
        <source>In step</source>
        <translation>Im Einklang</translation>
    </message>
    <message>
        <source>It can’t: {listed}.</source>
        <translation>Nicht möglich: {listed}.</translation>
    </message>
    <message>
        <source>It gets no partner, and is not made on the other side</source>
        <translation>Er bekommt kein Gegenstück und wird auf der anderen Seite nicht angelegt</translation>
    </message>
    <message>
        <source>It is not known whether these have a partner</source>
        <translation>Es ist nicht bekannt, ob diese einen Partner haben</translation>
    </message>
    <message>
        <source>It is not known whether these were made</source>
        <translation>Es ist nicht bekannt, ob diese angelegt wurden</translation>
    </message>
    <message>
        <source>It runs only when you say so.</source>
        <translation>Er läuft nur, wenn Sie es sagen.</translation>
    </message>
    <message>
        <source>It runs while Desktop Sync or its background service is on. A run that was missed is made up for once.</source>
        <translation>Er läuft, solange Desktop Sync oder sein Hintergrunddienst an ist. Ein versäumter Lauf wird einmal nachgeholt.</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>Jan.</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>Juli</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>Juni</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep syncing</source>
        <translation>Weiter abgleichen</translation>
    </message>
    <message>
        <source>Keep syncing when the window is closed?</source>
        <translation>Weiter abgleichen, wenn das Fenster geschlossen ist?</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Letzter Lauf</translation>
    </message>
    <message>
        <source>Last run failed</source>
        <translation>Letzter Lauf gescheitert</translation>
    </message>
    <message>
        <source>Leave aside</source>
        <translation>Beiseitelassen</translation>
    </message>
    <message>
        <source>Leave it in {target}</source>
        <translation>In {target} lassen</translation>
    </message>
    <message>
        <source>Leave it on its own</source>
        <translation>Für sich lassen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>Umwandlung</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>Wahrscheinlich</translation>
    </message>
    <message>
        <source>Likely %1 %</source>
        <translation>Wahrscheinlich %1 %</translation>
    </message>
    <message>
        <source>Line up</source>
        <translation>Ausrichten</translation>
    </message>
    <message>
        <source>Link from here</source>
        <translation>Von hier verknüpfen</translation>
    </message>
    <message>
        <source>Link to a field of {system}</source>
        <translation>Mit einem Feld von {system} verknüpfen</translation>
    </message>
    <message>
        <source>Link {title}</source>
        <translation>{title} verknüpfen</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal ansehen</translation>
    </message>
    <message>
        <source>Look at the plan</source>
        <translation>Plan ansehen</translation>
    </message>
    <message>
        <source>Look whether the workspace’s folder may be written to.</source>
        <translation>Sehen Sie nach, ob in den Ordner des Arbeitsbereichs geschrieben werden darf.</translation>
    </message>
    <message>
        <source>Look whether your settings’ folder may be written to.</source>
        <translation>Sehen Sie nach, ob in den Ordner Ihrer Einstellungen geschrieben werden darf.</translation>
    </message>
    <message>
        <source>Looking for tables …</source>
        <translation>Tabellen werden gesucht …</translation>
    </message>
    <message>
        <source>Looking what can be connected …</source>
        <translation>Es wird gesucht, was verbunden werden kann …</translation>
    </message>
    <message>
        <source>Made again</source>
        <translation>Neu angelegt</translation>
    </message>
    <message>
        <source>Make %1 again</source>
        <translation>%1 neu anlegen</translation>
    </message>
    <message>
        <source>Make a record again</source>
        <translation>Einen Datensatz neu anlegen</translation>
    </message>
    <message>
        <source>Make it again</source>
        <translation>Neu anlegen</translation>
    </message>
    <message>
        <source>Map the choice …</source>
        <translation>Auswahlwert zuordnen …</translation>
    </message>
    <message>
        <source>Mapping</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>März</translation>
    </message>
    <message>
        <source>Matching</source>
        <translation>Zuordnung</translation>
    </message>
    <message>
        <source>Matching records</source>
        <translation>Ordnet zu</translation>
    </message>
    <message>
        <source>May</source>
        <translation>Mai</translation>
    </message>
    <message>
        <source>Minutes, hours or days</source>
        <translation>Minuten, Stunden oder Tage</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <source>More than one record fits</source>
        <translation>Mehr als ein Datensatz passt</translation>
    </message>
    <message>
        <source>My system is not listed …</source>
        <translation>Mein System ist nicht dabei …</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name of the account</source>
        <translation>Name des Zugangs</translation>
    </message>
    <message>
        <source>Name of the sync</source>
        <translation>Name des Abgleichs</translation>
    </message>
    <message>
        <source>Needs a sign-in</source>
        <translation>Anmeldung nötig</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Braucht Sie</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>New &amp;account …</source>
        <translation>Neuer &amp;Zugang …</translation>
    </message>
    <message>
        <source>New in %1</source>
        <translation>Neu in %1</translation>
    </message>
    <message>
        <source>New sync</source>
        <translation>Neuer Abgleich</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächster</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>Nächster Lauf</translation>
    </message>
    <message>
        <source>No lens fits these fields. Link others.</source>
        <translation>Keine Umwandlung passt zu diesen Feldern. Verknüpfen Sie andere.</translation>
    </message>
    <message>
        <source>No sample values to try it on.</source>
        <translation>Keine Beispielwerte zum Ausprobieren.</translation>
    </message>
    <message>
        <source>No tables found.</source>
        <translation>Keine Tabellen gefunden.</translation>
    </message>
    <message>
        <source>Nobody listens for webhooks here.</source>
        <translation>Niemand lauscht hier auf Webhooks.</translation>
    </message>
    <message>
        <source>Not clear</source>
        <translation>Nicht eindeutig</translation>
    </message>
    <message>
        <source>Not counted, for they never ran: {syncs}.</source>
        <translation>Nicht gezählt, weil nie gelaufen: {syncs}.</translation>
    </message>
    <message>
        <source>Not run yet</source>
        <translation>Noch nicht gelaufen</translation>
    </message>
    <message>
        <source>Nothing becomes {names} of {system}.</source>
        <translation>Nichts wird zu {names} von {system}.</translation>
    </message>
    <message>
        <source>Nothing half-done is left behind: the next run goes on where this one stopped. The log in the workspace&apos;s folder says more.</source>
        <translation>Nichts Halbes bleibt zurück: Der nächste Lauf macht weiter, wo dieser aufhörte. Das Protokoll im Ordner des Arbeitsbereichs sagt mehr.</translation>
    </message>
    <message>
        <source>Nothing of this run is left to take back: everything was changed since.</source>
        <translation>Von diesem Lauf ist nichts zurückzunehmen: Alles wurde seitdem geändert.</translation>
    </message>
    <message>
        <source>Nothing to carry.</source>
        <translation>Nichts zu übertragen.</translation>
    </message>
    <message>
        <source>Nothing to carry: %1 agree.</source>
        <translation>Nichts zu übertragen: %1 stimmen überein.</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>Nichts zu wiederholen</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>Nichts rückgängig zu machen</translation>
    </message>
    <message>
        <source>Nothing was kept of it.</source>
        <translation>Von ihr ist nichts geblieben.</translation>
    </message>
    <message>
        <source>Nothing was ordered.</source>
        <translation>Es wurde nichts bestellt.</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>Nov.</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>Okt.</translation>
    </message>
    <message>
        <source>Of fields marked as sensitive; it is noted in the log, and ends with the program.</source>
        <translation>Von Feldern, die als sensibel markiert sind; es steht im Protokoll und endet mit dem Programm.</translation>
    </message>
    <message>
        <source>Of {a} and {b} sample records. </source>
        <translation>Aus {a} und {b} Beispieldatensätzen. </translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Only in {a}</source>
        <translation>Nur in {a}</translation>
    </message>
    <message>
        <source>Only in {b}</source>
        <translation>Nur in {b}</translation>
    </message>
    <message>
        <source>Only to {system}</source>
        <translation>Nur nach {system}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Open the &amp;workspace&apos;s folder</source>
        <translation>&amp;Ordner des Arbeitsbereichs öffnen</translation>
    </message>
    <message>
        <source>Open the guide at this page ({key})</source>
        <translation>Das Handbuch auf dieser Seite öffnen ({key})</translation>
    </message>
    <message>
        <source>Open the mapping …</source>
        <translation>Feldzuordnung öffnen …</translation>
    </message>
    <message>
        <source>Order both lists so that linked fields face each other</source>
        <translation>Beide Listen so ordnen, dass verknüpfte Felder sich gegenüberstehen</translation>
    </message>
    <message>
        <source>Pair by hand …</source>
        <translation>Von Hand verbinden …</translation>
    </message>
    <message>
        <source>Paired by you</source>
        <translation>Von Ihnen verbunden</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>Passwords and keys go to the system’s keyring, never into a file.</source>
        <translation>Passwörter und Schlüssel kommen in den Schlüsselbund des Systems, nie in eine Datei.</translation>
    </message>
    <message>
        <source>Past one of these nothing is written until you have looked at the plan.</source>
        <translation>Jenseits einer dieser Grenzen wird nichts geschrieben, bis Sie den Plan angesehen haben.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Paused: account %1</source>
        <translation>Angehalten: Zugang %1</translation>
    </message>
    <message>
        <source>Percent {words}</source>
        <translation>Prozent {words}</translation>
    </message>
    <message>
        <source>Pre&amp;view</source>
        <translation>Vorscha&amp;u</translation>
    </message>
    <message>
        <source>Prefer {a}</source>
        <translation>{a} bevorzugen</translation>
    </message>
    <message>
        <source>Prefer {b}</source>
        <translation>{b} bevorzugen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Voriger</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>R&amp;esume all</source>
        <translation>Alle &amp;fortsetzen</translation>
    </message>
    <message>
        <source>Re&amp;move …</source>
        <translation>&amp;Entfernen …</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Liest</translation>
    </message>
    <message>
        <source>Reading both systems, to see what would happen. Nothing is written.</source>
        <translation>Beide Systeme werden gelesen, um zu sehen, was geschehen würde. Nichts wird geschrieben.</translation>
    </message>
    <message>
        <source>Reading the fields of both tables …</source>
        <translation>Die Felder beider Tabellen werden gelesen …</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo: {step}</source>
        <translation>Wiederholen: {step}</translation>
    </message>
    <message>
        <source>References to other tables</source>
        <translation>Verweise auf andere Tabellen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove this key</source>
        <translation>Diesen Schlüssel entfernen</translation>
    </message>
    <message>
        <source>Remove {title}</source>
        <translation>{title} entfernen</translation>
    </message>
    <message>
        <source>Required: hold a record where this is blank</source>
        <translation>Pflicht: Datensatz zurückstellen, wenn dies leer ist</translation>
    </message>
    <message>
        <source>Restore a value</source>
        <translation>Einen Wert wiederherstellen</translation>
    </message>
    <message>
        <source>Restore this value</source>
        <translation>Diesen Wert wiederherstellen</translation>
    </message>
    <message>
        <source>Restore “%1” of %2</source>
        <translation>„%1“ von %2 wiederherstellen</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <source>Round trip on all values</source>
        <translation>Hin und zurück an allen Werten</translation>
    </message>
    <message>
        <source>Round trip on real values</source>
        <translation>Hin und zurück an echten Werten</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal ausführen</translation>
    </message>
    <message>
        <source>S&amp;ettings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>Sa</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save and run these {count}</source>
        <translation>Speichern und diese {count} ausführen</translation>
    </message>
    <message>
        <source>Save and run this one</source>
        <translation>Speichern und diese eine ausführen</translation>
    </message>
    <message>
        <source>Save for later</source>
        <translation>Für später speichern</translation>
    </message>
    <message>
        <source>Save the account</source>
        <translation>Zugang speichern</translation>
    </message>
    <message>
        <source>Save without running</source>
        <translation>Speichern, ohne auszuführen</translation>
    </message>
    <message>
        <source>Save {name}</source>
        <translation>{name} speichern</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Wird gespeichert …</translation>
    </message>
    <message>
        <source>Say at which times, such as 07:30.</source>
        <translation>Sagen Sie, zu welchen Zeiten, etwa 07:30.</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Second system</source>
        <translation>Zweites System</translation>
    </message>
    <message>
        <source>Select {title}</source>
        <translation>{title} auswählen</translation>
    </message>
    <message>
        <source>Sensitive: hide its values on screen</source>
        <translation>Sensibel: Werte am Bildschirm verdecken</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>Sept.</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>Setzen:</translation>
    </message>
    <message>
        <source>Settings and sign-in</source>
        <translation>Einstellungen und Anmeldung</translation>
    </message>
    <message>
        <source>Several times are separated by semicolons. Days are Mon, Tue, Wed, Thu, Fri, Sat and Sun.</source>
        <translation>Mehrere Zeiten trennt ein Strichpunkt. Die Tage heißen Mo, Di, Mi, Do, Fr, Sa und So.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show &amp;hidden values</source>
        <translation>&amp;Verdeckte Werte zeigen</translation>
    </message>
    <message>
        <source>Show the fields</source>
        <translation>Felder zeigen</translation>
    </message>
    <message>
        <source>Show the fields of all groups</source>
        <translation>Felder aller Gruppen zeigen</translation>
    </message>
    <message>
        <source>Show what was typed</source>
        <translation>Zeigen, was eingegeben wurde</translation>
    </message>
    <message>
        <source>Sign in again …</source>
        <translation>Neu anmelden …</translation>
    </message>
    <message>
        <source>Sign-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Sign-in ends in %1 days</source>
        <translation>Anmeldung noch %1 Tage</translation>
    </message>
    <message>
        <source>Sign-in ends tomorrow</source>
        <translation>Anmeldung endet morgen</translation>
    </message>
    <message>
        <source>Sign-in ends within a day</source>
        <translation>Anmeldung endet binnen eines Tages</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Meldet sich an</translation>
    </message>
    <message>
        <source>Signing in and looking for tables …</source>
        <translation>Anmelden und Tabellen suchen …</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Start from a template …</source>
        <translation>Mit einer Vorlage beginnen …</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Step {number}, {name}: {state}</source>
        <translation>Schritt {number}, {name}: {state}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>Prüfung abbrechen</translation>
    </message>
    <message>
        <source>Stop trying all records</source>
        <translation>Prüfung aller Datensätze abbrechen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Steht still</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Hält an</translation>
    </message>
    <message>
        <source>Straight to the preview</source>
        <translation>Gleich zur Vorschau</translation>
    </message>
    <message>
        <source>Suggested: {title}, {confidence} sure, {reason}. Enter accepts.</source>
        <translation>Vorschlag: {title}, zu {confidence} sicher, {reason}. Enter nimmt an.</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>So</translation>
    </message>
    <message>
        <source>Swap the two sides</source>
        <translation>Die beiden Seiten tauschen</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>Sync &amp;now</source>
        <translation>&amp;Jetzt abgleichen</translation>
    </message>
    <message>
        <source>Sync files (*.dsync *.toml)</source>
        <translation>Abgleichsdateien (*.dsync *.toml)</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Gleicht ab</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Systems</source>
        <translation>Systeme</translation>
    </message>
    <message>
        <source>T&amp;urn back</source>
        <translation>&amp;Zurückdrehen</translation>
    </message>
    <message>
        <source>T&amp;urn it round</source>
        <translation>&amp;Umdrehen</translation>
    </message>
    <message>
        <source>T&amp;urn them round</source>
        <translation>&amp;Umdrehen</translation>
    </message>
    <message>
        <source>Table on the {where}</source>
        <translation>Tabelle {where}</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Take back what run %1 wrote</source>
        <translation>Zurücknehmen, was Lauf %1 geschrieben hat</translation>
    </message>
    <message>
        <source>Take out of {title}</source>
        <translation>Aus {title} herausnehmen</translation>
    </message>
    <message>
        <source>Take the pair apart</source>
        <translation>Das Paar trennen</translation>
    </message>
    <message>
        <source>Take {label} out of {title}</source>
        <translation>{label} aus {title} herausnehmen</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Talking to {kind} …</source>
        <translation>Gespräch mit {kind} …</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Testing</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>That is too much: let them run less often.</source>
        <translation>Das ist zu viel: Lassen Sie sie seltener laufen.</translation>
    </message>
    <message>
        <source>The field holds this value already.</source>
        <translation>Das Feld enthält diesen Wert schon.</translation>
    </message>
    <message>
        <source>The fields of both tables could not be read.</source>
        <translation>Die Felder beider Tabellen konnten nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The first key that finds exactly one partner decides. Capitals and spaces make no difference.</source>
        <translation>Der erste Schlüssel, der genau ein Gegenstück findet, entscheidet. Groß- und Kleinschreibung und Leerzeichen spielen keine Rolle.</translation>
    </message>
    <message>
        <source>The first run, where a pair differs</source>
        <translation>Der erste Lauf, wo ein Paar abweicht</translation>
    </message>
    <message>
        <source>The last</source>
        <translation>Die letzten</translation>
    </message>
    <message>
        <source>The newer change wins</source>
        <translation>Die neuere Änderung gilt</translation>
    </message>
    <message>
        <source>The newest wins</source>
        <translation>Das Neueste gilt</translation>
    </message>
    <message>
        <source>The nightly check makes about {a} calls to {account_a} and {b} to {account_b} a month.</source>
        <translation>Die nächtliche Prüfung braucht im Monat etwa {a} Aufrufe an {account_a} und {b} an {account_b}.</translation>
    </message>
    <message>
        <source>The preview could not be made.</source>
        <translation>Die Vorschau konnte nicht gemacht werden.</translation>
    </message>
    <message>
        <source>The same field was changed on both sides</source>
        <translation>Dasselbe Feld wurde auf beiden Seiten geändert</translation>
    </message>
    <message>
        <source>The same record twice</source>
        <translation>Derselbe Datensatz zweimal</translation>
    </message>
    <message>
        <source>The same twice</source>
        <translation>Zweimal dasselbe</translation>
    </message>
    <message>
        <source>The samples could not be paired.</source>
        <translation>Die Beispieldatensätze konnten nicht verbunden werden.</translation>
    </message>
    <message>
        <source>The search was stopped.</source>
        <translation>Die Suche wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The table no longer has this field.</source>
        <translation>Die Tabelle hat dieses Feld nicht mehr.</translation>
    </message>
    <message>
        <source>The test was stopped</source>
        <translation>Die Prüfung wurde abgebrochen</translation>
    </message>
    <message>
        <source>The trial was stopped.</source>
        <translation>Die Prüfung wurde abgebrochen.</translation>
    </message>
    <message>
        <source>The workspace’s key and the accounts’ secrets are kept there, never in a file.</source>
        <translation>Der Schlüssel des Arbeitsbereichs und die Geheimnisse der Zugänge liegen dort, nie in einer Datei.</translation>
    </message>
    <message>
        <source>There is no room on the other side</source>
        <translation>Auf der anderen Seite ist kein Platz</translation>
    </message>
    <message>
        <source>There is no such day.</source>
        <translation>Diesen Tag gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no such time.</source>
        <translation>Diese Uhrzeit gibt es nicht.</translation>
    </message>
    <message>
        <source>There is nothing left to take back: it was changed since.</source>
        <translation>Es ist nichts zurückzunehmen: Es wurde seitdem geändert.</translation>
    </message>
    <message>
        <source>There is nothing to make again.</source>
        <translation>Es ist nichts neu anzulegen.</translation>
    </message>
    <message>
        <source>These keep being changed back</source>
        <translation>Diese werden immer wieder zurückgeändert</translation>
    </message>
    <message>
        <source>This field holds a file: take one side’s.</source>
        <translation>Dieses Feld enthält eine Datei: Nehmen Sie die einer Seite.</translation>
    </message>
    <message>
        <source>This is what the first run would do. Nothing has been written.</source>
        <translation>Das würde der erste Lauf tun. Noch wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>This is what the next run would do anyway.</source>
        <translation>Das täte der nächste Lauf ohnehin.</translation>
    </message>
    <message>
        <source>This run: about {calls}.</source>
        <translation>Dieser Lauf: etwa {calls}.</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>Do</translation>
    </message>
    <message>
        <source>To {far}</source>
        <translation>Nach {far}</translation>
    </message>
    <message>
        <source>To {system}</source>
        <translation>Nach {system}</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Tries</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>Tries these records again now</source>
        <translation>Versucht diese Datensätze jetzt noch einmal</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Try all records</source>
        <translation>Alle Datensätze prüfen</translation>
    </message>
    <message>
        <source>Try all {count} records</source>
        <translation>Alle {count} Datensätze prüfen</translation>
    </message>
    <message>
        <source>Try this one earlier</source>
        <translation>Diesen früher versuchen</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>Di</translation>
    </message>
    <message>
        <source>Turn it round (T)</source>
        <translation>Umdrehen (T)</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Under way, or ended without a word.</source>
        <translation>Läuft noch, oder endete ohne ein Wort.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo a change</source>
        <translation>Eine Änderung rückgängig machen</translation>
    </message>
    <message>
        <source>Undo a run</source>
        <translation>Einen Lauf rückgängig machen</translation>
    </message>
    <message>
        <source>Undo these %1</source>
        <translation>%1 rückgängig machen</translation>
    </message>
    <message>
        <source>Undo this</source>
        <translation>Rückgängig machen</translation>
    </message>
    <message>
        <source>Undo: {step}</source>
        <translation>Rückgängig: {step}</translation>
    </message>
    <message>
        <source>Until the record changes</source>
        <translation>Bis der Datensatz sich ändert</translation>
    </message>
    <message>
        <source>Updates in %1</source>
        <translation>Änderungen in %1</translation>
    </message>
    <message>
        <source>Use this lens</source>
        <translation>Diese Umwandlung verwenden</translation>
    </message>
    <message>
        <source>Used by</source>
        <translation>Verwendet von</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value that marks a record as archived</source>
        <translation>Wert, der einen Datensatz als archiviert kennzeichnet</translation>
    </message>
    <message>
        <source>Wait for me when more than</source>
        <translation>Auf mich warten, wenn mehr als</translation>
    </message>
    <message>
        <source>Waiting for approval</source>
        <translation>Wartet auf Freigabe</translation>
    </message>
    <message>
        <source>Waiting for the record that they belong to</source>
        <translation>Wartet auf den Datensatz, zu dem sie gehören</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>Wartet auf Freigabe</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>Wartet, bis er dran ist</translation>
    </message>
    <message>
        <source>Waits for your approval</source>
        <translation>Wartet auf Ihre Freigabe</translation>
    </message>
    <message>
        <source>Wave aside</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>Mi</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What both hold now</source>
        <translation>Was beide jetzt enthalten</translation>
    </message>
    <message>
        <source>What do you want to call it? Syncs and lists show this name.</source>
        <translation>Wie soll der Zugang heißen? Abgleiche und Listen zeigen diesen Namen.</translation>
    </message>
    <message>
        <source>What happens when both sides change, when something is deleted, when too much changes?</source>
        <translation>Was geschieht, wenn beide Seiten sich ändern, wenn etwas gelöscht wird, wenn zu viel sich ändert?</translation>
    </message>
    <message>
        <source>What it did</source>
        <translation>Was er tat</translation>
    </message>
    <message>
        <source>What the system says</source>
        <translation>Was das System sagt</translation>
    </message>
    <message>
        <source>What would be restored</source>
        <translation>Was wiederhergestellt würde</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>Was sich ändern würde</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>When both sides changed it</source>
        <translation>Wenn beide Seiten es änderten</translation>
    </message>
    <message>
        <source>When does it run by itself?</source>
        <translation>Wann läuft er von selbst?</translation>
    </message>
    <message>
        <source>When the same field was changed on both sides</source>
        <translation>Wenn dasselbe Feld auf beiden Seiten geändert wurde</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Which fields belong together?</source>
        <translation>Welche Felder gehören zusammen?</translation>
    </message>
    <message>
        <source>Which system do you want to connect?</source>
        <translation>Welches System möchten Sie verbinden?</translation>
    </message>
    <message>
        <source>Which two tables are to hold the same?</source>
        <translation>Welche zwei Tabellen sollen dasselbe enthalten?</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Whole records</source>
        <translation>Ganze Datensätze</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>With the rules and the schedule as they are proposed</source>
        <translation>Mit den Regeln und dem Zeitplan, wie sie vorgeschlagen sind</translation>
    </message>
    <message>
        <source>Within the limits of the sync:</source>
        <translation>Innerhalb der Grenzen des Abgleichs:</translation>
    </message>
    <message>
        <source>Without a key no record is recognised.</source>
        <translation>Ohne Schlüssel wird kein Datensatz erkannt.</translation>
    </message>
    <message>
        <source>Worked out from the size of the tables; runs will tell better.</source>
        <translation>Geschätzt nach der Größe der Tabellen; Läufe zeigen es genauer.</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>Funktioniert</translation>
    </message>
    <message>
        <source>Write a fixed value …</source>
        <translation>Festen Wert schreiben …</translation>
    </message>
    <message>
        <source>Write a number such as %1.</source>
        <translation>Schreiben Sie eine Zahl wie %1.</translation>
    </message>
    <message>
        <source>Write date and time as 2011-09-01 16:02.</source>
        <translation>Schreiben Sie Datum und Zeit wie 2011-09-01 16:02.</translation>
    </message>
    <message>
        <source>Write the date as 2011-09-01.</source>
        <translation>Schreiben Sie das Datum wie 2011-09-01.</translation>
    </message>
    <message>
        <source>Write the time as 16:02.</source>
        <translation>Schreiben Sie die Zeit wie 16:02.</translation>
    </message>
    <message>
        <source>Write yes or no.</source>
        <translation>Schreiben Sie ja oder nein.</translation>
    </message>
    <message>
        <source>Writes a value of yours to the system that the value comes from</source>
        <translation>Schreibt einen Wert von Ihnen in das System, aus dem der Wert kommt</translation>
    </message>
    <message>
        <source>You can change this in the settings.</source>
        <translation>Sie können das in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>ZIP files (*.zip)</source>
        <translation>ZIP-Dateien (*.zip)</translation>
    </message>
    <message>
        <source>a field is gone</source>
        <translation>ein Feld fehlt</translation>
    </message>
    <message>
        <source>a link is suggested</source>
        <translation>eine Verknüpfung wird vorgeschlagen</translation>
    </message>
    <message>
        <source>about {number}</source>
        <translation>etwa {number}</translation>
    </message>
    <message>
        <source>about {number} records</source>
        <translation>etwa {number} Datensätze</translation>
    </message>
    <message>
        <source>after run</source>
        <translation>nach Lauf</translation>
    </message>
    <message>
        <source>agreed</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>alone</source>
        <translation>allein</translation>
    </message>
    <message>
        <source>and</source>
        <translation>und</translation>
    </message>
    <message>
        <source>and by</source>
        <translation>und an</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>archivieren</translation>
    </message>
    <message>
        <source>archived in</source>
        <translation>archiviert in</translation>
    </message>
    <message>
        <source>archived, not deleted</source>
        <translation>archiviert, nicht gelöscht</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>wie es war</translation>
    </message>
    <message>
        <source>as the history begins</source>
        <translation>wie der Verlauf beginnt</translation>
    </message>
    <message>
        <source>ask</source>
        <translation>fragen</translation>
    </message>
    <message>
        <source>asks</source>
        <translation>fragt</translation>
    </message>
    <message>
        <source>becomes</source>
        <translation>wird zu</translation>
    </message>
    <message>
        <source>before that</source>
        <translation>davor</translation>
    </message>
    <message>
        <source>both ways</source>
        <translation>in beide Richtungen</translation>
    </message>
    <message>
        <source>brought an earlier value back</source>
        <translation>brachte einen früheren Wert zurück</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>byte</source>
        <translation>Byte</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>call</source>
        <translation>Aufruf</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>can be read, not written</source>
        <translation>nur lesbar, nicht schreibbar</translation>
    </message>
    <message>
        <source>carried</source>
        <translation>übertragen</translation>
    </message>
    <message>
        <source>change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>changed a setting</source>
        <translation>änderte eine Einstellung</translation>
    </message>
    <message>
        <source>changed the alerts</source>
        <translation>hat die Benachrichtigungen geändert</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>check</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>comes back as</source>
        <translation>kommt zurück als</translation>
    </message>
    <message>
        <source>comes back changed</source>
        <translation>kommt verändert zurück</translation>
    </message>
    <message>
        <source>conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>conflicts wait</source>
        <translation>Konflikte warten</translation>
    </message>
    <message>
        <source>connected a system</source>
        <translation>verband ein System</translation>
    </message>
    <message>
        <source>corrected a value</source>
        <translation>berichtigte einen Wert</translation>
    </message>
    <message>
        <source>current step</source>
        <translation>aktueller Schritt</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>entschieden</translation>
    </message>
    <message>
        <source>decided a conflict</source>
        <translation>entschied einen Konflikt</translation>
    </message>
    <message>
        <source>decided a field for good</source>
        <translation>entschied ein Feld für immer</translation>
    </message>
    <message>
        <source>decided all conflicts</source>
        <translation>entschied alle Konflikte</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>löschen</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>gelöscht</translation>
    </message>
    <message>
        <source>deletes</source>
        <translation>Löschungen</translation>
    </message>
    <message>
        <source>deletes in</source>
        <translation>Löschungen in</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>passt nicht</translation>
    </message>
    <message>
        <source>done</source>
        <translation>erledigt</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>de</translation>
    </message>
    <message>
        <source>ended the pause of everything</source>
        <translation>setzte alles fort</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>ausgenommen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>field</source>
        <translation>Feld</translation>
    </message>
    <message>
        <source>field gone</source>
        <translation>Feld fehlt</translation>
    </message>
    <message>
        <source>field has a rule of its own</source>
        <translation>Feld hat eine eigene Regel</translation>
    </message>
    <message>
        <source>fields</source>
        <translation>Felder</translation>
    </message>
    <message>
        <source>fields have rules of their own</source>
        <translation>Felder haben eigene Regeln</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>in Ordnung</translation>
    </message>
    <message>
        <source>first</source>
        <translation>zuerst</translation>
    </message>
    <message>
        <source>first system</source>
        <translation>erstes System</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>eingeklappt</translation>
    </message>
    <message>
        <source>for example {sample}</source>
        <translation>zum Beispiel {sample}</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>had a database tell of changes</source>
        <translation>lässt eine Datenbank Änderungen melden</translation>
    </message>
    <message>
        <source>had a record tried again</source>
        <translation>ließ einen Datensatz noch einmal versuchen</translation>
    </message>
    <message>
        <source>had a system send its webhooks</source>
        <translation>ließ ein System seine Webhooks senden</translation>
    </message>
    <message>
        <source>had all records tried again</source>
        <translation>ließ alle Datensätze noch einmal versuchen</translation>
    </message>
    <message>
        <source>had sensitive values hidden again</source>
        <translation>ließ sensible Werte wieder verdecken</translation>
    </message>
    <message>
        <source>had sensitive values shown</source>
        <translation>ließ sensible Werte zeigen</translation>
    </message>
    <message>
        <source>held</source>
        <translation>zurückgestellt</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>is a value like any other</source>
        <translation>ist ein Wert wie jeder andere</translation>
    </message>
    <message>
        <source>is stopped</source>
        <translation>steht still</translation>
    </message>
    <message>
        <source>its signature does not fit the secret</source>
        <translation>seine Unterschrift passt nicht zum Geheimnis</translation>
    </message>
    <message>
        <source>its time is more than five minutes off</source>
        <translation>seine Zeit weicht um mehr als fünf Minuten ab</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>last good run</source>
        <translation>letzter guter Lauf</translation>
    </message>
    <message>
        <source>left a record aside</source>
        <translation>ließ einen Datensatz beiseite</translation>
    </message>
    <message>
        <source>left out: {default}</source>
        <translation>ohne Angabe: {default}</translation>
    </message>
    <message>
        <source>lens: {label}</source>
        <translation>Umwandlung: {label}</translation>
    </message>
    <message>
        <source>link</source>
        <translation>Verknüpfung</translation>
    </message>
    <message>
        <source>linked</source>
        <translation>verknüpft</translation>
    </message>
    <message>
        <source>linked, some values don&apos;t survive</source>
        <translation>verknüpft, einige Werte überstehen es nicht</translation>
    </message>
    <message>
        <source>linked, with a problem</source>
        <translation>verknüpft, mit einem Problem</translation>
    </message>
    <message>
        <source>links</source>
        <translation>Verknüpfungen</translation>
    </message>
    <message>
        <source>look at the preview first</source>
        <translation>sehen Sie zuerst die Vorschau an</translation>
    </message>
    <message>
        <source>made a backup</source>
        <translation>machte eine Sicherung</translation>
    </message>
    <message>
        <source>made a deleted record again</source>
        <translation>legte einen gelöschten Datensatz neu an</translation>
    </message>
    <message>
        <source>made a recovery key</source>
        <translation>hat einen Wiederherstellungsschlüssel gemacht</translation>
    </message>
    <message>
        <source>match the search</source>
        <translation>passen zur Suche</translation>
    </message>
    <message>
        <source>merged duplicates</source>
        <translation>führte Doppelte zusammen</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>needed for new records</source>
        <translation>nötig für neue Datensätze</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>never overwrites a filled value</source>
        <translation>überschreibt nie einen Wert</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>new in</source>
        <translation>neu in</translation>
    </message>
    <message>
        <source>newest wins</source>
        <translation>das Neueste gilt</translation>
    </message>
    <message>
        <source>next</source>
        <translation>dann</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>no good run yet</source>
        <translation>noch kein guter Lauf</translation>
    </message>
    <message>
        <source>no lens</source>
        <translation>keine Umwandlung</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>no longer in the table</source>
        <translation>nicht mehr in der Tabelle</translation>
    </message>
    <message>
        <source>no records</source>
        <translation>keine Datensätze</translation>
    </message>
    <message>
        <source>no sync yet</source>
        <translation>noch kein Abgleich</translation>
    </message>
    <message>
        <source>no third</source>
        <translation>kein drittes</translation>
    </message>
    <message>
        <source>not linked</source>
        <translation>nicht verknüpft</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>noch nicht da</translation>
    </message>
    <message>
        <source>nothing has been written</source>
        <translation>noch wurde nichts geschrieben</translation>
    </message>
    <message>
        <source>nothing to carry</source>
        <translation>nichts zu übertragen</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>of</source>
        <translation>von</translation>
    </message>
    <message>
        <source>of one field’s values would become one and the same</source>
        <translation>der Werte eines Feldes gleich würden</translation>
    </message>
    <message>
        <source>of one field’s values would turn blank</source>
        <translation>der Werte eines Feldes leer würden</translation>
    </message>
    <message>
        <source>of the pairs would be changed</source>
        <translation>der Paare geändert würden</translation>
    </message>
    <message>
        <source>of the records would be deleted</source>
        <translation>der Datensätze gelöscht würden</translation>
    </message>
    <message>
        <source>on a change</source>
        <translation>bei einer Änderung</translation>
    </message>
    <message>
        <source>on time</source>
        <translation>nach Zeitplan</translation>
    </message>
    <message>
        <source>one side</source>
        <translation>einer Seite</translation>
    </message>
    <message>
        <source>only in {a}</source>
        <translation>nur in {a}</translation>
    </message>
    <message>
        <source>only in {b}</source>
        <translation>nur in {b}</translation>
    </message>
    <message>
        <source>opened the workspace</source>
        <translation>öffnete den Arbeitsbereich</translation>
    </message>
    <message>
        <source>or {count} </source>
        <translation>oder {count} </translation>
    </message>
    <message>
        <source>own value</source>
        <translation>eigener Wert</translation>
    </message>
    <message>
        <source>pair</source>
        <translation>Paar</translation>
    </message>
    <message>
        <source>paired</source>
        <translation>als Paar erkannt</translation>
    </message>
    <message>
        <source>paired two records</source>
        <translation>verband zwei Datensätze</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>Paare</translation>
    </message>
    <message>
        <source>parted two records</source>
        <translation>trennte zwei Datensätze</translation>
    </message>
    <message>
        <source>paused a sync</source>
        <translation>hielt einen Abgleich an</translation>
    </message>
    <message>
        <source>paused an account</source>
        <translation>hielt einen Zugang an</translation>
    </message>
    <message>
        <source>paused everything</source>
        <translation>hielt alles an</translation>
    </message>
    <message>
        <source>perhaps</source>
        <translation>vielleicht</translation>
    </message>
    <message>
        <source>place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>places</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>questions for you</source>
        <translation>Fragen an Sie</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>nur lesbar</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>schreibgeschützt</translation>
    </message>
    <message>
        <source>record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>removed a sync</source>
        <translation>entfernte einen Abgleich</translation>
    </message>
    <message>
        <source>removed a webhook</source>
        <translation>hat einen Webhook entfernt</translation>
    </message>
    <message>
        <source>removed an account</source>
        <translation>entfernte einen Zugang</translation>
    </message>
    <message>
        <source>removed old lines of the log</source>
        <translation>entfernte alte Zeilen des Protokolls</translation>
    </message>
    <message>
        <source>removed what tells of changes</source>
        <translation>hat die Meldung von Änderungen entfernt</translation>
    </message>
    <message>
        <source>required</source>
        <translation>nötig</translation>
    </message>
    <message>
        <source>restored a backup</source>
        <translation>spielte eine Sicherung zurück</translation>
    </message>
    <message>
        <source>resumed a sync</source>
        <translation>setzte einen Abgleich fort</translation>
    </message>
    <message>
        <source>resumed an account</source>
        <translation>setzte einen Zugang fort</translation>
    </message>
    <message>
        <source>run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>said that the workspace was put back</source>
        <translation>sagte, dass der Arbeitsbereich zurückgesetzt wurde</translation>
    </message>
    <message>
        <source>said what a plan allows</source>
        <translation>gab an, was ein Tarif erlaubt</translation>
    </message>
    <message>
        <source>said where webhooks are listened for</source>
        <translation>hat gesagt, wo auf Webhooks gelauscht wird</translation>
    </message>
    <message>
        <source>same %1</source>
        <translation>gleich: %1</translation>
    </message>
    <message>
        <source>same {join}</source>
        <translation>gleich: {join}</translation>
    </message>
    <message>
        <source>saved a support bundle</source>
        <translation>hat ein Hilfe-Paket gespeichert</translation>
    </message>
    <message>
        <source>saved a sync</source>
        <translation>speicherte einen Abgleich</translation>
    </message>
    <message>
        <source>second system</source>
        <translation>zweites System</translation>
    </message>
    <message>
        <source>see the log</source>
        <translation>siehe Protokoll</translation>
    </message>
    <message>
        <source>show it</source>
        <translation>ihn zeigen</translation>
    </message>
    <message>
        <source>show the first {lost}</source>
        <translation>die ersten {lost} zeigen</translation>
    </message>
    <message>
        <source>show the {lost}</source>
        <translation>die {lost} zeigen</translation>
    </message>
    <message>
        <source>signed in again</source>
        <translation>meldete sich neu an</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>skipped by you, this time</source>
        <translation>von Ihnen übersprungen, dieses Mal</translation>
    </message>
    <message>
        <source>some are skipped</source>
        <translation>einige sind übersprungen</translation>
    </message>
    <message>
        <source>some values don&apos;t survive</source>
        <translation>einige Werte überstehen es nicht</translation>
    </message>
    <message>
        <source>something is missing</source>
        <translation>etwas fehlt</translation>
    </message>
    <message>
        <source>sync</source>
        <translation>Abgleich</translation>
    </message>
    <message>
        <source>syncs</source>
        <translation>Abgleiche</translation>
    </message>
    <message>
        <source>table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>table found.</source>
        <translation>Tabelle gefunden.</translation>
    </message>
    <message>
        <source>tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>tables found.</source>
        <translation>Tabellen gefunden.</translation>
    </message>
    <message>
        <source>taken apart</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>taken back</source>
        <translation>zurückgenommen</translation>
    </message>
    <message>
        <source>takes a field on one side only</source>
        <translation>nimmt ein Feld nur auf einer Seite</translation>
    </message>
    <message>
        <source>takes one field on each side</source>
        <translation>nimmt ein Feld auf jeder Seite</translation>
    </message>
    <message>
        <source>takes several fields on one side, one on the other</source>
        <translation>nimmt mehrere Felder auf einer Seite und eines auf der anderen</translation>
    </message>
    <message>
        <source>takes two fields on one side and one on the other</source>
        <translation>nimmt zwei Felder auf einer Seite und eines auf der anderen</translation>
    </message>
    <message>
        <source>the choice of the language could not be written</source>
        <translation>die Wahl der Sprache konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the entry for starting at sign-in could not be written</source>
        <translation>der Eintrag für den Start beim Anmelden konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>the newer wins</source>
        <translation>das Neuere gilt</translation>
    </message>
    <message>
        <source>the other side</source>
        <translation>der anderen Seite</translation>
    </message>
    <message>
        <source>the plan allows {calls}</source>
        <translation>der Tarif erlaubt {calls}</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>das Programm</translation>
    </message>
    <message>
        <source>the whole record</source>
        <translation>der ganze Datensatz</translation>
    </message>
    <message>
        <source>the whole sync</source>
        <translation>der ganze Abgleich</translation>
    </message>
    <message>
        <source>then</source>
        <translation>dann</translation>
    </message>
    <message>
        <source>to</source>
        <translation>auf</translation>
    </message>
    <message>
        <source>to approve</source>
        <translation>freizugeben</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>kommt noch</translation>
    </message>
    <message>
        <source>to go</source>
        <translation>übrig</translation>
    </message>
    <message>
        <source>to the left only</source>
        <translation>nur nach links</translation>
    </message>
    <message>
        <source>to the right only</source>
        <translation>nur nach rechts</translation>
    </message>
    <message>
        <source>took a record in again</source>
        <translation>nahm einen Datensatz wieder auf</translation>
    </message>
    <message>
        <source>took a run back</source>
        <translation>nahm einen Lauf zurück</translation>
    </message>
    <message>
        <source>took in a webhook</source>
        <translation>hat einen Webhook angelegt</translation>
    </message>
    <message>
        <source>took the log out</source>
        <translation>exportierte das Protokoll</translation>
    </message>
    <message>
        <source>turned round by you</source>
        <translation>von Ihnen umgedreht</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>Rücknahme</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>up to %1 go by themselves</source>
        <translation>bis zu %1 gehen von selbst</translation>
    </message>
    <message>
        <source>update</source>
        <translation>ändern</translation>
    </message>
    <message>
        <source>updates to</source>
        <translation>Änderungen in</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>üblich</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartend</translation>
    </message>
    <message>
        <source>waits for your approval</source>
        <translation>wartet auf Ihre Freigabe</translation>
    </message>
    <message>
        <source>what is written stays</source>
        <translation>was geschrieben ist, bleibt</translation>
    </message>
    <message>
        <source>whole record, kept in history</source>
        <translation>ganzer Datensatz, im Verlauf aufbewahrt</translation>
    </message>
    <message>
        <source>will be kept</source>
        <translation>wird behalten</translation>
    </message>
    <message>
        <source>will run</source>
        <translation>wird ausgeführt</translation>
    </message>
    <message>
        <source>word for no</source>
        <translation>Wort für nein</translation>
    </message>
    <message>
        <source>word for yes</source>
        <translation>Wort für ja</translation>
    </message>
    <message>
        <source>written</source>
        <translation>geschrieben</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>you</source>
        <translation>Sie</translation>
    </message>
    <message>
        <source>your passphrase</source>
        <translation>Ihr Kennwortsatz</translation>
    </message>
    <message>
        <source>your system’s keyring</source>
        <translation>der Schlüsselbund Ihres Systems</translation>
    </message>
    <message>
        <source>{arrow} suggested {confidence}: {reason}</source>
        <translation>{arrow} Vorschlag {confidence}: {reason}</translation>
    </message>
    <message>
        <source>{a} wins</source>
        <translation>{a} gilt</translation>
    </message>
    <message>
        <source>{b} wins</source>
        <translation>{b} gilt</translation>
    </message>
    <message>
        <source>{calls} of these calls only ask between runs whether something has changed.</source>
        <translation>{calls} dieser Aufrufe fragen nur zwischen den Läufen, ob sich etwas geändert hat.</translation>
    </message>
    <message>
        <source>{calls} to {name}</source>
        <translation>{calls} bei {name}</translation>
    </message>
    <message>
        <source>{count} bytes</source>
        <translation>{count} Bytes</translation>
    </message>
    <message>
        <source>{count} choices mapped</source>
        <translation>{count} Auswahlwerte zugeordnet</translation>
    </message>
    <message>
        <source>{count} linked</source>
        <translation>{count} verknüpft</translation>
    </message>
    <message>
        <source>{count} links</source>
        <translation>{count} Verknüpfungen</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} weitere</translation>
    </message>
    <message>
        <source>{count} needed</source>
        <translation>{count} nötig</translation>
    </message>
    <message>
        <source>{count} not mapped: records with them are held.</source>
        <translation>{count} nicht zugeordnet: Datensätze damit werden zurückgestellt.</translation>
    </message>
    <message>
        <source>{count} of {every} fields</source>
        <translation>{count} von {every} Feldern</translation>
    </message>
    <message>
        <source>{count} pairs found</source>
        <translation>{count} Paare gefunden</translation>
    </message>
    <message>
        <source>{count} suggested</source>
        <translation>{count} vorgeschlagen</translation>
    </message>
    <message>
        <source>{day} {month}</source>
        <translation>{day}. {month}</translation>
    </message>
    <message>
        <source>{done} of {count} tried …</source>
        <translation>{done} von {count} geprüft …</translation>
    </message>
    <message>
        <source>{done} tried …</source>
        <translation>{done} geprüft …</translation>
    </message>
    <message>
        <source>{label} becomes</source>
        <translation>{label} wird zu</translation>
    </message>
    <message>
        <source>{label}: how is it reached, and with which sign-in?</source>
        <translation>{label}: Wie ist es zu erreichen, und mit welcher Anmeldung?</translation>
    </message>
    <message>
        <source>{left} left</source>
        <translation>{left} übrig</translation>
    </message>
    <message>
        <source>{linked} of {every} fields are linked</source>
        <translation>{linked} von {every} Feldern sind verknüpft</translation>
    </message>
    <message>
        <source>{links} not in the search</source>
        <translation>{links} nicht in der Suche</translation>
    </message>
    <message>
        <source>{links}. Choose one to see what it does to real values.</source>
        <translation>{links}. Wählen Sie eine, um zu sehen, was sie mit echten Werten macht.</translation>
    </message>
    <message>
        <source>{names} are both linked already. Remove one of the links first.</source>
        <translation>{names} sind beide schon verknüpft. Entfernen Sie zuerst eine der Verknüpfungen.</translation>
    </message>
    <message>
        <source>{name} no longer has the field “{name2}”.</source>
        <translation>{name} hat das Feld „{name2}“ nicht mehr.</translation>
    </message>
    <message>
        <source>{name}: {left} calls are left for the day.</source>
        <translation>{name}: {left} Aufrufe sind für den Tag übrig.</translation>
    </message>
    <message>
        <source>{name}: {used} of the {limit} calls a day are used.</source>
        <translation>{name}: {used} von {limit} Aufrufen am Tag sind verbraucht.</translation>
    </message>
    <message>
        <source>{number} fit more than one</source>
        <translation>{number} passen zu mehr als einem</translation>
    </message>
    <message>
        <source>{number} only in {a}</source>
        <translation>{number} nur in {a}</translation>
    </message>
    <message>
        <source>{number} only in {b}</source>
        <translation>{number} nur in {b}</translation>
    </message>
    <message>
        <source>{place} of {count}</source>
        <translation>{place} von {count}</translation>
    </message>
    <message>
        <source>{progress}. Nothing is written.</source>
        <translation>{progress}. Nichts wird geschrieben.</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{survived} of {checked} sample values survive there and back.</source>
        <translation>{survived} von {checked} Beispielwerten überstehen Hin- und Rückweg.</translation>
    </message>
    <message>
        <source>{survived} of {checked} survive</source>
        <translation>{survived} von {checked} überstehen</translation>
    </message>
    <message>
        <source>{system} needs “{name}” for a new record, and nothing is linked to it. New records can&apos;t be made there until it is.</source>
        <translation>{system} braucht „{name}“ für einen neuen Datensatz, und nichts ist damit verknüpft. Solange können dort keine neuen Datensätze angelegt werden.</translation>
    </message>
    <message>
        <source>{system} said at {time}: {left} calls are left for the day.</source>
        <translation>{system} meldete um {time}: {left} Aufrufe sind für den Tag übrig.</translation>
    </message>
    <message>
        <source>{system} said at {time}: {used} of the {limit} calls a day are used, by all programs together.</source>
        <translation>{system} meldete um {time}: {used} von {limit} Aufrufen am Tag sind verbraucht, von allen Programmen zusammen.</translation>
    </message>
    <message>
        <source>{system}: {listed}.</source>
        <translation>{system}: {listed}.</translation>
    </message>
    <message>
        <source>{title}
Suggested: {reason}. Click to accept, Delete to wave it aside.</source>
        <translation>{title}
Vorschlag: {reason}. Klicken nimmt an, Entf verwirft.</translation>
    </message>
    <message>
        <source>{title}: {count} of {checked} values don&apos;t come back</source>
        <translation>{title}: {count} von {checked} Werten kommen nicht zurück</translation>
    </message>
    <message>
        <source>{used} of {limit}</source>
        <translation>{used} von {limit}</translation>
    </message>
    <message>
        <source>{words} (Ctrl+{at})</source>
        <translation>{words} (Strg+{at})</translation>
    </message>
    <message>
        <source>{words} sample record of {name}</source>
        <translation>{words} Beispieldatensatz von {name}</translation>
    </message>
    <message>
        <source>— blank</source>
        <translation>— leer</translation>
    </message>
    <message>
        <source>“%1” is linked already. Remove that link first.</source>
        <translation>„%1“ ist schon verknüpft. Entfernen Sie zuerst diese Verknüpfung.</translation>
    </message>
    <message>
        <source>“%1” is read-only; nothing can be written to it.</source>
        <translation>„%1“ ist schreibgeschützt; es kann nichts hineingeschrieben werden.</translation>
    </message>
    <message>
        <source>“%1” of %2</source>
        <translation>„%1“ von %2</translation>
    </message>
    <message>
        <source>“{label}” and “{label2}”</source>
        <translation>„{label}“ und „{label2}“</translation>
    </message>
    <message>
        <source>“{label}” is linked already. Remove that link first.</source>
        <translation>„{label}“ ist schon verknüpft. Entfernen Sie zuerst diese Verknüpfung.</translation>
    </message>
    <message>
        <source>“{label}” of {system} is written by {count} links. Keep one.</source>
        <translation>„{label}“ von {system} wird von {count} Verknüpfungen geschrieben. Behalten Sie eine.</translation>
    </message>
    <message>
        <source>“{label}” to which field of {system}? Esc gives up.</source>
        <translation>Mit welchem Feld von {system} soll „{label}“ verknüpft werden? Esc bricht ab.</translation>
    </message>
    <message>
        <source>“{name}” is read-only; it can only be carried the other way.</source>
        <translation>„{name}“ ist schreibgeschützt; es kann nur in die andere Richtung übertragen werden.</translation>
    </message>
    <message>
        <source>“{name}” is {value}, it takes {join}</source>
        <translation>„{name}“ ist {value}, gebraucht wird {join}</translation>
    </message>
    <message>
        <source>←  Only to {a}</source>
        <translation>←  Nur nach {a}</translation>
    </message>
    <message>
        <source>↑ {links} above</source>
        <translation>↑ {links} darüber</translation>
    </message>
    <message>
        <source>→  Only to {b}</source>
        <translation>→  Nur nach {b}</translation>
    </message>
    <message>
        <source>↓ {links} below</source>
        <translation>↓ {links} darunter</translation>
    </message>
    <message>
        <source>⇄  Both ways</source>
        <translation>⇄  In beide Richtungen</translation>
    </message>
    <message>
        <source>▲ fits more than one</source>
        <translation>▲ passt zu mehreren</translation>
    </message>
    <message>
        <source>▲ not mapped</source>
        <translation>▲ nicht zugeordnet</translation>
    </message>
    <message>
        <source>▲ not the same</source>
        <translation>▲ nicht gleich</translation>
    </message>
    <message>
        <source>▲ the same twice</source>
        <translation>▲ zweimal dasselbe</translation>
    </message>
    <message>
        <source>✓ Connected</source>
        <translation>✓ Verbunden</translation>
    </message>
    <message>
        <source>✓ a pair</source>
        <translation>✓ ein Paar</translation>
    </message>
    <message>
        <source>✓ and back</source>
        <translation>✓ und zurück</translation>
    </message>
    <message>
        <source>✓ counts as the same</source>
        <translation>✓ gilt als gleich</translation>
    </message>
    <message>
        <source>✓ the same</source>
        <translation>✓ gleich</translation>
    </message>
    <message>
        <source>✕ It did not work</source>
        <translation>✕ Es hat nicht geklappt</translation>
    </message>
    <message>
        <source>✕ no longer in the table</source>
        <translation>✕ nicht mehr in der Tabelle</translation>
    </message>
</context>
<context>
    <name>TrayIcon</name>
    <message>
        <source>%1 conflicts wait for you</source>
        <translation>%1 Konflikte warten auf Sie</translation>
    </message>
    <message>
        <source>%1 stands still and needs you.</source>
        <translation>%1 steht still und braucht Sie.</translation>
    </message>
    <message>
        <source>&amp;Look at what needs attention</source>
        <translation>Ansehen, was zu k&amp;lären ist</translation>
    </message>
    <message>
        <source>&amp;Open Desktop Sync</source>
        <translation>Desktop Sync ö&amp;ffnen</translation>
    </message>
    <message>
        <source>&amp;Pause all</source>
        <translation>Alle an&amp;halten</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Review conflicts</source>
        <translation>&amp;Konflikte durchgehen</translation>
    </message>
    <message>
        <source>1 conflict waits for you</source>
        <translation>1 Konflikt wartet auf Sie</translation>
    </message>
    <message>
        <source>Re&amp;sume all</source>
        <translation>Alle fort&amp;setzen</translation>
    </message>
    <message>
        <source>Sync all &amp;now</source>
        <translation>&amp;Jetzt alle abgleichen</translation>
    </message>
    <message>
        <source>all paused</source>
        <translation>alles angehalten</translation>
    </message>
    <message>
        <source>in step</source>
        <translation>im Einklang</translation>
    </message>
    <message>
        <source>no syncs yet</source>
        <translation>noch keine Abgleiche</translation>
    </message>
    <message>
        <source>record was set aside.</source>
        <translation>Datensatz wurde zurückgestellt.</translation>
    </message>
    <message>
        <source>records were set aside.</source>
        <translation>Datensätze wurden zurückgestellt.</translation>
    </message>
    <message>
        <source>sync stands still</source>
        <translation>Abgleich steht still</translation>
    </message>
    <message>
        <source>syncing</source>
        <translation>gleicht ab</translation>
    </message>
    <message>
        <source>syncs stand still</source>
        <translation>Abgleiche stehen still</translation>
    </message>
</context>
<context>
    <name>TriggerPage</name>
    <message>
        <source>22:00-07:00; empty: no quiet hours</source>
        <translation>22:00-07:00; leer: keine Ruhezeit</translation>
    </message>
    <message>
        <source>A record must rest for</source>
        <translation>Ein Datensatz muss</translation>
    </message>
    <message>
        <source>For systems in which somebody may still be typing: what was changed later than that waits.</source>
        <translation>Für Systeme, in denen jemand vielleicht noch tippt: Was später geändert wurde, wartet.</translation>
    </message>
    <message>
        <source>Mon-Fri 08:00-18:00; empty: always</source>
        <translation>Mo-Fr 08:00-18:00; leer: immer</translation>
    </message>
    <message>
        <source>Never during</source>
        <translation>Nie während</translation>
    </message>
    <message>
        <source>Only during</source>
        <translation>Nur während</translation>
    </message>
    <message>
        <source>Seconds that a record must rest</source>
        <translation>Sekunden, die ein Datensatz ruhen muss</translation>
    </message>
    <message>
        <source>Some systems tell, some are asked now and then, some can’t be. Give an interval, too: it finds what nobody told of.</source>
        <translation>Manche Systeme melden sich, manche werden ab und zu gefragt, bei manchen geht beides nicht. Geben Sie auch einen Abstand an: Er findet, was niemand gemeldet hat.</translation>
    </message>
    <message>
        <source>When something changes in one of the systems</source>
        <translation>Wenn sich in einem der Systeme etwas ändert</translation>
    </message>
    <message>
        <source>before it is carried</source>
        <translation>ruhen, bevor er übertragen wird</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
</context>
<context>
    <name>TriggersDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>One moment …</source>
        <translation>Einen Moment …</translation>
    </message>
    <message>
        <source>Other syncs of this table no longer hear of changes at once, either. The database carries out exactly this:</source>
        <translation>Auch andere Abgleiche dieser Tabelle erfahren Änderungen dann nicht mehr sofort. Die Datenbank führt genau dies aus:</translation>
    </message>
    <message>
        <source>Put them in</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Statements</source>
        <translation>Anweisungen</translation>
    </message>
    <message>
        <source>Take the triggers off %1</source>
        <translation>Trigger von %1 entfernen</translation>
    </message>
    <message>
        <source>Take them out</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>The database carries it out.</source>
        <translation>Die Datenbank führt es aus.</translation>
    </message>
    <message>
        <source>The database then tells at once that something changed, never what. It carries out exactly this:</source>
        <translation>Die Datenbank meldet dann sofort, dass sich etwas geändert hat, nie was. Sie führt genau dies aus:</translation>
    </message>
    <message>
        <source>Triggers</source>
        <translation>Trigger</translation>
    </message>
    <message>
        <source>Triggers for %1</source>
        <translation>Trigger für %1</translation>
    </message>
</context>
<context>
    <name>UndoDialog</name>
    <message>
        <source>And %1 more.</source>
        <translation>Und %1 weitere.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>It is a run of its own, and can be taken back, too.</source>
        <translation>Es ist ein eigener Lauf und kann auch zurückgenommen werden.</translation>
    </message>
    <message>
        <source>Looking at both systems …</source>
        <translation>Beide Systeme werden gelesen …</translation>
    </message>
    <message>
        <source>Nothing has been written yet. Values that were changed since are left alone.</source>
        <translation>Noch wurde nichts geschrieben. Werte, die seitdem geändert wurden, bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Nothing was written.</source>
        <translation>Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Restoring …</source>
        <translation>Wird wiederhergestellt …</translation>
    </message>
    <message>
        <source>What would be restored</source>
        <translation>Was wiederhergestellt würde</translation>
    </message>
    <message>
        <source>change was written.</source>
        <translation>Änderung wurde geschrieben.</translation>
    </message>
    <message>
        <source>changes were written.</source>
        <translation>Änderungen wurden geschrieben.</translation>
    </message>
    <message>
        <source>value is left alone</source>
        <translation>Wert bleibt, wie er ist</translation>
    </message>
    <message>
        <source>values are left alone</source>
        <translation>Werte bleiben, wie sie sind</translation>
    </message>
</context>
<context>
    <name>WayChoice</name>
    <message>
        <source>Copied from a page of %1. Nothing else is needed.</source>
        <translation>Auf einer Seite von %1 kopiert. Mehr braucht es nicht.</translation>
    </message>
    <message>
        <source>For those who have tokens of %1 already.</source>
        <translation>Für alle, die schon Tokens von %1 haben.</translation>
    </message>
    <message>
        <source>How do you want to sign in?</source>
        <translation>Wie möchten Sie sich anmelden?</translation>
    </message>
    <message>
        <source>Paste a token</source>
        <translation>Ein Token einfügen</translation>
    </message>
    <message>
        <source>Sign in with your browser</source>
        <translation>Mit dem Browser anmelden</translation>
    </message>
    <message>
        <source>Takes a client of your own in %1 (its id, often a secret).</source>
        <translation>Braucht einen eigenen Client in %1 (Kennung, oft Geheimnis).</translation>
    </message>
    <message>
        <source>Type tokens</source>
        <translation>Tokens eingeben</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>A database, a workbook, a shop, a help desk. Sign-ins rest in your system&apos;s keyring.</source>
        <translation>Eine Datenbank, eine Arbeitsmappe, ein Shop, ein Helpdesk. Anmeldungen liegen im Schlüsselbund Ihres Systems.</translation>
    </message>
    <message>
        <source>Connect the second system</source>
        <translation>Das zweite System verbinden</translation>
    </message>
    <message>
        <source>Connect two systems</source>
        <translation>Zwei Systeme verbinden</translation>
    </message>
    <message>
        <source>Connect your first system</source>
        <translation>Verbinden Sie Ihr erstes System</translation>
    </message>
    <message>
        <source>Desktop Sync keeps the same records the same in two systems. What you change in one is carried to the other; what was changed in both is asked, never guessed.</source>
        <translation>Desktop Sync hält dieselben Datensätze in zwei Systemen gleich. Was Sie im einen ändern, wird ins andere übertragen; was in beiden geändert wurde, wird gefragt, nie geraten.</translation>
    </message>
    <message>
        <source>Draw a line from field to field; see at once on real records what would be written.</source>
        <translation>Ziehen Sie eine Linie von Feld zu Feld; sehen Sie sofort an echten Datensätzen, was geschrieben würde.</translation>
    </message>
    <message>
        <source>Link their fields</source>
        <translation>Ihre Felder verknüpfen</translation>
    </message>
    <message>
        <source>Look at the demo</source>
        <translation>Vorführung ansehen</translation>
    </message>
    <message>
        <source>Look, then run</source>
        <translation>Ansehen, dann ausführen</translation>
    </message>
    <message>
        <source>Make your first sync</source>
        <translation>Legen Sie Ihren ersten Abgleich an</translation>
    </message>
    <message>
        <source>The demo has its own workspace with invented records. Nothing of yours is touched.</source>
        <translation>Die Vorführung hat ihren eigenen Arbeitsbereich mit erfundenen Datensätzen. Nichts von Ihnen wird berührt.</translation>
    </message>
    <message>
        <source>The preview shows every change before it is made. Every run can be undone.</source>
        <translation>Die Vorschau zeigt jede Änderung, bevor sie gemacht wird. Jeder Lauf kann rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>Two systems, one truth</source>
        <translation>Zwei Systeme, ein Stand</translation>
    </message>
</context>
<context>
    <name>WhatIfView</name>
    <message>
        <source>%1 of %2 come in</source>
        <translation>%1 aus %2 kommen hinzu</translation>
    </message>
    <message>
        <source>%1 of %2 fall out and are kept apart; nothing is deleted</source>
        <translation>%1 aus %2 fallen heraus und werden getrennt gehalten; nichts wird gelöscht</translation>
    </message>
    <message>
        <source>%1 without the change</source>
        <translation>%1 ohne die Änderung</translation>
    </message>
    <message>
        <source>Some of what the next run would write</source>
        <translation>Einiges davon, was der nächste Lauf schreiben würde</translation>
    </message>
    <message>
        <source>The first of each kind</source>
        <translation>Die ersten jeder Art</translation>
    </message>
    <message>
        <source>The next run would write nothing.</source>
        <translation>Der nächste Lauf würde nichts schreiben.</translation>
    </message>
    <message>
        <source>Would change:</source>
        <translation>Würde ändern:</translation>
    </message>
    <message>
        <source>and %1 more fields</source>
        <translation>und %1 weitere Felder</translation>
    </message>
    <message>
        <source>conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>in</source>
        <translation>in</translation>
    </message>
    <message>
        <source>record</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>records</source>
        <translation>Datensätze</translation>
    </message>
    <message>
        <source>would be held</source>
        <translation>würde zurückgestellt</translation>
    </message>
</context>
<context>
    <name>WhyCard</name>
    <message>
        <source>Restore “%1” …</source>
        <translation>„%1“ wiederherstellen …</translation>
    </message>
    <message>
        <source>There is no record on this side.</source>
        <translation>Auf dieser Seite gibt es keinen Datensatz.</translation>
    </message>
    <message>
        <source>Why is “%1” what it is?</source>
        <translation>Warum ist „%1“ so?</translation>
    </message>
</context>
<context>
    <name>Working</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Looking at both systems</source>
        <translation>Beide Systeme werden gelesen</translation>
    </message>
</context>
</TS>
