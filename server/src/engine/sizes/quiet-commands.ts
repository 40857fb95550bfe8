// Commands that store nothing, or a few lines of text: what is not known of the others is not known of these.
import type { Command, Instruction } from "../image/types";

/** Whatever their arguments are. */
const programs = new Set(
  `[ [[ : a2disconf a2dismod a2dissite a2enconf a2enmod a2ensite addgroup adduser alias alternatives arch cd cmp command
  deluser dirname echo exit export false getent grep groupadd groupdel groupmod hostname id ldd ln locale logger ls
  lsb_release mkdir nproc phpdismod phpenmod printf ps pwd read rm rmdir set shift sleep sync test touch true tty type
  ulimit umask uname unset update-alternatives update-locale useradd userdel usermod wait which whoami yes`.split(
    /\s+/,
  ),
);

/** Programs that write or only ask, by what their first argument says: those that match only ask. */
const questions: Readonly<Record<string, RegExp>> = {
  apachectl: /^(-[tvVSM]|configtest|status)$/,
  dpkg: /^(-[lLsSpVC]|--(print-[\w-]+|list|listfiles|status|search|verify|audit|compare-versions|add-architecture|get-selections|assert-[\w-]+))$/,
  erl: /^-(noshell|eval|version)$/,
  gcloud: /^(info|config)$/,
  nginx: /^-[tTvV]/,
  php: /^-[imv]$/,
  "rabbitmq-plugins": /^list$/,
  rpm: /^(-[qV]\w*|--(query|verify|eval|import|querytags|showrc))$/,
  sh: /^-n$/,
  bash: /^-n$/,
};

/** `--version`, `version`, `--help`, `configtest`: such an argument alone makes any program answer and end. */
const question = /^(--?(version|help)|-[vVh]|version|help|configtest)$/;

/** Whether a command stores no more than a few lines of text. False where that cannot be told. */
export function storesLittle({ program, arguments: words }: Command): boolean {
  if (program === "" || programs.has(program)) return program !== "" || words.length === 0;
  const [first, second] = words.map(({ value }) => value);
  if (words.length === 1 && first !== undefined && question.test(first)) return true;
  // `eb --help --quiet`, `kubectl version --client`
  if (words.length === 2 && first !== undefined && question.test(first) && second?.startsWith("-")) return true;
  return first !== undefined && (questions[program]?.test(first) ?? false);
}

/** The first command of a RUN of which nobody can tell what it writes; undefined where there is none. */
export function unreadWriter(
  { commands }: Instruction,
  isRead: (command: Command) => boolean = () => false,
): Command | undefined {
  return commands.find((command) => command.runs && !storesLittle(command) && !isRead(command));
}
