// Which build of a file: what Compose and Bake files call it is asked for once; other choices come from a list.
import {
  type Memento,
  type QuickInputButton,
  type QuickPickItem,
  QuickPickItemKind,
  ThemeIcon,
  Uri,
  window,
  workspace,
} from "vscode";
import { type BuildChoices, type BuildCommandOptions, serverCommands } from "../../server/src/protocol/index";
import { nameOf } from "./dockerfiles";
import type { LanguageServer } from "./language-server";

/** In the workspace's state: by file (and target), what Compose or Bake call the build that the user chose. */
const chosenKey = "layerCost.chosenBuilds";
/** In the workspace's state: by file, the options of its last builds that were chosen from the list. */
const recentKey = "layerCost.recentBuilds";
const mostRecent = 5;

/** Options that make one build another; the rest is asked each time. */
export type ChosenBuild = Omit<BuildCommandOptions, "whenRunning" | "keepTag">;

interface BuildItem extends QuickPickItem {
  /** The options, or how to ask for them; undefined when the user thinks better of it. */
  readonly choose?: () => Promise<ChosenBuild | undefined>;
}

export class BuildChoosing {
  private readonly withoutCache: QuickInputButton = {
    iconPath: new ThemeIcon("debug-restart"),
    tooltip: "Build without cache",
  };

  constructor(
    private readonly server: LanguageServer,
    private readonly state: Memento,
  ) {}

  /**
   * The options for a plain build: where several services build this file and differ, the one that the user chose, now or
   * earlier. Undefined when the user chose none.
   */
  async forPlainBuild(uri: Uri, options: BuildCommandOptions): Promise<BuildCommandOptions | undefined> {
    if (options.origin !== undefined) return options;
    const { named } = await this.choices(uri, options.target);
    if (named.length < 2) return options;
    const known = this.chosen()[keyOf(uri, options.target)];
    if (named.some(({ origin }) => origin === known)) return { ...options, origin: known };
    const origin = await this.askForOrigin(uri, named, known);
    if (origin === undefined) return undefined;
    await this.remember(uri, options.target, origin);
    return { ...options, origin };
  }

  /** Lets the user choose anew which of the described builds is measured from now on. */
  async chooseAgain(uri: Uri): Promise<void> {
    const { named } = await this.choices(uri, undefined);
    if (named.length < 2) {
      const message =
        named.length === 0
          ? `No Compose or Bake file describes a build of ${nameOf(uri)}: the settings decide.`
          : `There is nothing to choose: all that Compose and Bake files say of ${nameOf(uri)} is one build, ${named[0]!.what} (${named[0]!.origin}).`;
      void window.showInformationMessage(message);
      return;
    }
    const origin = await this.askForOrigin(uri, named, this.chosen()[keyOf(uri, undefined)]);
    if (origin === undefined) return;
    // The choice for each single target was another question; it is asked again where the answer no longer fits.
    await this.forget(uri);
    await this.remember(uri, undefined, origin);
    window.setStatusBarMessage(`Layer Cost: ${nameOf(uri)} is built as ${origin}`, 8000);
  }

  /** Any build, from a list: what is described, what was built lately, each stage, and what can be changed. */
  async fromList(uri: Uri): Promise<ChosenBuild | undefined> {
    const choices = await this.choices(uri, undefined);
    const picked = await this.pick(uri, this.itemsFor(uri, choices));
    if (!picked || isInList(picked)) return picked;
    const recent = this.recent(uri).filter((other) => JSON.stringify(other) !== JSON.stringify(picked));
    const all = this.state.get<Record<string, ChosenBuild[]>>(recentKey, {});
    await this.state.update(recentKey, { ...all, [uri.toString()]: [picked, ...recent].slice(0, mostRecent) });
    return picked;
  }

  private choices(uri: Uri, target: string | undefined): Promise<BuildChoices> {
    return this.server.run<BuildChoices>(serverCommands.buildChoices, [uri.toString(), { target }]);
  }

  private async askForOrigin(uri: Uri, named: BuildChoices["named"], before: string | undefined) {
    const items = named.map((one) => ({ ...namedItem(one, before), origin: one.origin }));
    const picked = await window.showQuickPick(items, {
      title: `Which build of ${nameOf(uri)}?`,
      placeHolder: "These differ. The answer is remembered; “Choose Which Build to Measure” asks again",
      matchOnDescription: true,
      ignoreFocusOut: true,
    });
    return picked?.origin;
  }

  private itemsFor(uri: Uri, { named, stages }: BuildChoices): BuildItem[] {
    const item = (label: string, description: string, chosen: ChosenBuild, detail?: string): BuildItem => ({
      label,
      description,
      detail,
      buttons: chosen.noCache ? [] : [this.withoutCache],
      choose: async () => chosen,
    });
    const group = (label: string, items: readonly BuildItem[]): BuildItem[] =>
      items.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...items];
    const asking = (label: string, description: string, choose: () => Promise<ChosenBuild | undefined>) => ({
      label,
      description,
      choose,
    });
    const known = this.chosen()[keyOf(uri, undefined)];
    const recent = this.recent(uri).filter(
      ({ origin }) => origin === undefined || named.some((one) => one.origin === origin),
    );
    return [
      ...group(
        "Compose and Bake files",
        named.map((one) => {
          const { label, description, detail } = namedItem(one, known);
          return item(label, description, { origin: one.origin }, detail);
        }),
      ),
      ...group(
        "Built lately",
        recent.map((chosen) => item(describe(chosen), "", chosen)),
      ),
      ...group(
        "Stages",
        stages.map(({ target, label, line, isDefault }) =>
          item(
            label.startsWith("stage ") ? label : `stage ${label}`,
            `line ${line + 1}${isDefault ? " · the default" : ""}`,
            { target },
          ),
        ),
      ),
      ...group("Something else", [
        item("Without cache", "every step runs again", { noCache: true }),
        asking("Build arguments…", "NAME=value", askForArguments),
        asking("Platform…", "such as linux/arm64", askForPlatform),
        asking("Another context folder…", "for this build alone", () => askForContext(uri)),
      ]),
    ];
  }

  /** Shows the list; its button builds what it stands beside without cache. */
  private pick(uri: Uri, items: readonly BuildItem[]): Promise<ChosenBuild | undefined> {
    const list = window.createQuickPick<BuildItem>();
    list.title = `Build and measure ${nameOf(uri)} with…`;
    list.placeholder = "What to build";
    list.matchOnDescription = true;
    list.items = items;
    return new Promise((resolve) => {
      let isAccepted = false;
      const accept = (item: BuildItem | undefined, more: ChosenBuild = {}) => {
        if (!item?.choose) return;
        isAccepted = true;
        list.hide();
        resolve(item.choose().then((chosen) => chosen && { ...chosen, ...more }));
      };
      list.onDidAccept(() => accept(list.activeItems[0]));
      list.onDidTriggerItemButton(({ item }) => accept(item, { noCache: true }));
      list.onDidHide(() => {
        list.dispose();
        if (!isAccepted) resolve(undefined);
      });
      list.show();
    });
  }

  private chosen(): Readonly<Record<string, string>> {
    return this.state.get<Record<string, string>>(chosenKey, {});
  }

  private recent(uri: Uri): readonly ChosenBuild[] {
    return this.state.get<Record<string, ChosenBuild[]>>(recentKey, {})[uri.toString()] ?? [];
  }

  private remember(uri: Uri, target: string | undefined, origin: string): Thenable<void> {
    return this.state.update(chosenKey, { ...this.chosen(), [keyOf(uri, target)]: origin });
  }

  private forget(uri: Uri): Thenable<void> {
    const others = Object.entries(this.chosen()).filter(
      ([key]) => key !== uri.toString() && !key.startsWith(`${uri.toString()}#`),
    );
    return this.state.update(chosenKey, Object.fromEntries(others));
  }
}

function keyOf(uri: Uri, target: string | undefined): string {
  return target === undefined ? uri.toString() : `${uri.toString()}#${target}`;
}

/** True for what the list of every file has by itself. */
function isInList({ origin, target, noCache, ...others }: ChosenBuild): boolean {
  const given = [origin, target, noCache].filter((one) => one !== undefined);
  return given.length === 1 && Object.keys(others).length === 0;
}

function namedItem({ origin, what, contextPath }: BuildChoices["named"][number], chosen: string | undefined) {
  return {
    label: origin,
    description: origin === chosen ? `${what} · chosen before` : what,
    ...(contextPath === undefined ? {} : { detail: `Context ${contextPath}` }),
  };
}

/** A choice in a few words: `web of compose.yaml, stage run, VERSION=2, without cache`. */
function describe({ origin, target, buildArguments = {}, platform, contextPath, noCache }: ChosenBuild): string {
  const parts = [
    origin,
    target && `stage ${target}`,
    ...Object.entries(buildArguments).map(([name, value]) => `${name}=${value}`),
    platform,
    contextPath && `context ${contextPath}`,
    noCache && "without cache",
  ];
  return parts.filter(Boolean).join(", ");
}

async function askForArguments(): Promise<ChosenBuild | undefined> {
  const given = await window.showInputBox({
    title: "Build arguments",
    prompt: "NAME=value, several of them separated by blanks; values with blanks in double quotes",
    placeHolder: 'VERSION=2 LABEL="two words"',
    ignoreFocusOut: true,
    validateInput: (text) => (readArguments(text) ? undefined : "NAME=value is expected, such as VERSION=2"),
  });
  const buildArguments = given === undefined ? undefined : readArguments(given);
  return buildArguments && { buildArguments };
}

/** Undefined where it is none. */
function readArguments(text: string): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  let rest = text.trim();
  while (rest !== "") {
    const [all, name, quoted, plain] = /^([A-Za-z_]\w*)=(?:"([^"]*)"|(\S*))(?:\s+|$)/.exec(rest) ?? [];
    if (all === undefined || name === undefined) return undefined;
    found[name] = quoted ?? plain ?? "";
    rest = rest.slice(all.length);
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

async function askForPlatform(): Promise<ChosenBuild | undefined> {
  const platform = await window.showInputBox({
    title: "Platform",
    prompt: "The platform to build for",
    placeHolder: "linux/arm64",
    ignoreFocusOut: true,
    validateInput: (text) => (/^[\w.-]+(\/[\w.-]+){1,2}$/.test(text.trim()) ? undefined : "Such as linux/arm64"),
  });
  return platform === undefined ? undefined : { platform: platform.trim() };
}

async function askForContext(uri: Uri): Promise<ChosenBuild | undefined> {
  const [folder] =
    (await window.showOpenDialog({
      title: "The folder that is sent to the builder",
      openLabel: "Build with This Context",
      defaultUri: workspace.getWorkspaceFolder(uri)?.uri ?? Uri.joinPath(uri, ".."),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return folder && { contextPath: folder.fsPath };
}
