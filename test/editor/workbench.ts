// A VS Code workbench in Chromium, used as a person would: by keys, clicks and what is on the screen.
import path from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { chromiumProgram } from "./environment";

const flags = [
  "--no-sandbox",
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--disable-background-networking",
  "--no-first-run",
  "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

export interface WorkbenchOptions {
  readonly width?: number;
  readonly height?: number;
  /** Pixels per CSS pixel: 2 for screenshots. */
  readonly scale?: number;
}

/** Opens the workbench at this address and waits until its files are listed. */
export async function openWorkbench(url: string, options: WorkbenchOptions = {}): Promise<Workbench> {
  const { width = 1280, height = 800, scale = 1 } = options;
  const browser = await chromium.launch({ executablePath: chromiumProgram, args: flags });
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: scale,
    permissions: ["clipboard-read", "clipboard-write"],
  });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  return new Workbench(browser, page);
}

export class Workbench {
  constructor(
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  close(): Promise<void> {
    return this.browser.close();
  }

  async screenshot(file: string, clip?: { x: number; y: number; width: number; height: number }): Promise<void> {
    await this.page.screenshot({ path: file, ...(clip ? { clip } : {}) });
  }

  /** Opens a file of the workspace by its path. */
  async openFile(name: string): Promise<void> {
    await this.pick("Control+P", name, path.basename(name));
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor();
    await this.page.locator(".editor-instance .view-line").first().waitFor();
    await this.focusEditor();
  }

  /** Gives the active editor the keyboard, wherever that is; a click could hit a lens. */
  async focusEditor(): Promise<void> {
    // Away from what shows a hover.
    await this.page.mouse.move(900, 450);
    const focused = this.page.locator(".editor-group-container.active .editor-instance .monaco-editor.focused");
    if ((await focused.count()) === 0) await this.runCommand("View: Focus Active Editor Group");
    await focused.first().waitFor();
  }

  /** Runs a command of the palette by its whole title: longer ones that begin alike may stand above it. */
  async runCommand(title: string): Promise<void> {
    const whole = new RegExp(`^${title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
    const label = this.page.locator(".quick-input-list .monaco-list-row .label-name", { hasText: whole }).first();
    for (let attempt = 1; ; attempt++) {
      const box = await this.openQuickInput("F1");
      await box.fill(`>${title}`);
      try {
        await label.click({ timeout: 8000 });
        break;
      } catch (error) {
        if (attempt === 4) throw error;
        // The list is that of the moment in which it was opened: the editor may have had no language yet.
        await this.press("Escape");
      }
    }
    await label.waitFor({ state: "hidden" });
    // Away from what would show a hover over the next list.
    await this.page.mouse.move(900, 450);
  }

  /** Titles that the palette offers for this text. */
  async commandsMatching(text: string): Promise<string[]> {
    const box = await this.openQuickInput("F1");
    await box.fill(`>${text}`);
    const rows = this.page.locator(".quick-input-list .monaco-list-row .label-name");
    await rows.first().waitFor();
    // The list is filled in steps.
    await this.page.waitForTimeout(500);
    const titles = await rows.allInnerTexts();
    await this.page.keyboard.press("Escape");
    return titles;
  }

  private async openQuickInput(key: string): Promise<Locator> {
    const box = this.page.locator(".quick-input-widget input[type=text]");
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press(key);
      try {
        await box.waitFor({ state: "visible", timeout: 3000 });
        return box;
      } catch (error) {
        if (attempt === 4) throw error;
      }
    }
  }

  private async pick(key: string, text: string, row: string): Promise<void> {
    const box = await this.openQuickInput(key);
    await box.fill(text);
    await this.page.locator(".quick-input-list .monaco-list-row", { hasText: row }).first().waitFor();
    await this.page.keyboard.press("Enter");
    await this.page
      .locator(".quick-input-list .monaco-list-row", { hasText: row })
      .first()
      .waitFor({ state: "hidden" });
  }

  /** Rows of the open quick pick. */
  async quickPickRows(): Promise<string[]> {
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    await rows.first().waitFor();
    return rows.allInnerTexts();
  }

  /** Answers the open input box. */
  async answer(text: string): Promise<void> {
    const box = this.page.locator(".quick-input-widget input[type=text]");
    await box.waitFor();
    await box.fill(text);
    await this.page.keyboard.press("Enter");
    await box.waitFor({ state: "hidden" });
  }

  private viewRow(view: string): Locator {
    return this.page.locator(`.monaco-list[aria-label="${view}"] .monaco-list-row`);
  }

  /** Rows of a tree view, top to bottom. */
  async viewRows(view: string): Promise<string[]> {
    const texts = await this.viewRow(view).allInnerTexts();
    return texts.map((text) => text.replaceAll("\u00a0", " ").trim());
  }

  async selectViewRow(view: string, index: number): Promise<void> {
    await this.viewRow(view).nth(index).click();
  }

  choosePick(text: string): Promise<void> {
    return this.page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first().click();
  }

  /** Puts the cursor on a place, one-based. */
  async goTo(line: number, column: number): Promise<void> {
    const box = await this.openQuickInput("Control+G");
    await box.fill(`:${line}:${column}`);
    await this.page.keyboard.press("Enter");
    await box.waitFor({ state: "hidden" });
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  save(): Promise<void> {
    return this.page.keyboard.press("Control+S");
  }

  /** The active document, through the clipboard: the screen holds only some lines, with hints in between. */
  async text(): Promise<string> {
    await this.focusEditor();
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Control+C");
    const text = await this.page.evaluate(() =>
      (
        globalThis as unknown as { navigator: { clipboard: { readText(): Promise<string> } } }
      ).navigator.clipboard.readText(),
    );
    await this.page.keyboard.press("ArrowLeft");
    return text.replaceAll("\r\n", "\n");
  }

  /** Inlay hints on the screen, top to bottom. */
  async inlayHints(): Promise<string[]> {
    const spans = this.page.locator(".editor-instance .view-line span[class*=dyn-rule]");
    const found = await spans.evaluateAll((elements) =>
      elements.map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent ?? "" })),
    );
    return found
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => text.replaceAll("\u00a0", " ").trim())
      .filter((text) => text !== "");
  }

  codeLenses(): Promise<string[]> {
    return this.page.locator(".codelens-decoration a").allInnerTexts();
  }

  clickCodeLens(title: string): Promise<void> {
    return this.page.locator(".codelens-decoration a", { hasText: title }).first().click();
  }

  /** How many squiggles of a kind are on the screen. */
  squiggles(kind: "error" | "warning" | "info" | "hint"): Promise<number> {
    return this.page.locator(`.editor-instance .cdr.squiggly-${kind}`).count();
  }

  /** Quick-fixes at the cursor; the menu stays open. */
  async quickFixes(): Promise<string[]> {
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press("Control+.");
      try {
        await rows.first().waitFor({ timeout: 5000 });
        return await rows.allInnerTexts();
      } catch (error) {
        if (attempt === 4) throw error;
      }
    }
  }

  chooseQuickFix(title: string | RegExp): Promise<void> {
    return this.page.locator(".action-widget .monaco-list-row.action", { hasText: title }).first().click();
  }

  /** Shows the hover at the cursor. Its text grows while providers answer: read it with `hoverText` in `eventually`. */
  async showHover(): Promise<void> {
    await this.page.keyboard.press("Control+K");
    await this.page.keyboard.press("Control+I");
    await this.page.locator(".monaco-hover:not(.hidden)").first().waitFor();
  }

  async hoverText(): Promise<string> {
    const text = (await this.page.locator(".monaco-hover:not(.hidden)").allInnerTexts()).join("\n");
    return text.replaceAll("\u00a0", " ");
  }

  problemRows(): Locator {
    return this.page.locator(".markers-panel .monaco-list-row");
  }

  /** A row of the "Build" view by what it shows. */
  buildRow(text: string | RegExp): Locator {
    return this.page
      .locator('.pane-body [aria-label="Build"] .monaco-list-row, .tree-explorer-viewlet-tree-view .monaco-list-row', {
        hasText: text,
      })
      .first();
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-toast", { hasText: text }).first();
  }

  pressButton(notification: string | RegExp, button: string): Promise<void> {
    return this.notification(notification).locator(".monaco-button", { hasText: button }).first().click();
  }

  async closeNotifications(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
  }

  /** What the language status shows for the active editor. */
  async languageStatus(): Promise<string> {
    await this.page.locator("#status\\.languageStatus, [id='status.languageStatus']").first().hover();
    const hover = this.page.locator(".hover-language-status");
    await hover.first().waitFor();
    const text = (await hover.allInnerTexts()).join("\n");
    return text.replaceAll("\u00a0", " ");
  }
}
