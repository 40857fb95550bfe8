// Dockerfiles of every kind whose instructions write known numbers of bytes, and what builders say that cannot build them.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { temporaryFolder } from "../context/temporary-folder";
import { baseImage, type TestEngine } from "./engines";

/** Bytes of each instruction but FROM, by stage that the target reaches. */
type Sizes = readonly (readonly number[])[];

export interface SizeCase {
  readonly name: string;
  readonly dockerfile: string;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly buildArguments?: Readonly<Record<string, string>>;
  /** Dockerfile of an image that the case stands on, under `tagOfBelow`. */
  readonly below?: string;
  /** Length of what its symbolic links name: Docker's classic builder counts that, and the tar headers do not. */
  readonly linkBytes?: number;
  /** In a function where builders build different images. */
  readonly sizes: Sizes | ((engine: TestEngine) => Sizes);
  /** By builder, where it cannot build this: what it must say. */
  readonly refused?: Partial<Readonly<Record<TestEngine["builder"] | "oldBuildKit" | "oldBuildah", RegExp>>>;
}

/** Podman 4, whose Buildah is "oldBuildah" above; "oldBuildKit" is that of Docker 20.10. */
export function isOldPodman({ label }: TestEngine): boolean {
  return label.startsWith("Podman 4.");
}

export const tagOfBelow = `layer-cost-test-below:${process.pid}`;

const from = `FROM ${baseImage}`;
/** A RUN's command that writes so many bytes. */
const write = (file: string, bytes: number) => `dd if=/dev/zero of=${file} bs=${bytes} count=1`;

const onlyNewBuildKit = (feature: string) =>
  new RegExp(`^Docker 20\\.10\\.24 has no ${feature} of its own: begin the file with "# syntax=docker/dockerfile:1", `);
const noHeredocs = {
  oldBuildKit: onlyNewBuildKit("heredocs \\(<<EOF\\)"),
  classic: /^Docker's classic builder has no heredocs \(<<EOF\): build with BuildKit \(DOCKER_BUILDKIT=1\)\.$/,
  oldBuildah: /^Podman 4\.3\.1 has no heredocs \(<<EOF\): Podman 4\.8 and newer have them\.$/,
};
const links = "/target".length + `/${"long".repeat(40)}`.length;
const onlyBuildKit = (feature: string) =>
  new RegExp(`^Docker's classic builder has no ${feature}: build with BuildKit \\(DOCKER_BUILDKIT=1\\)\\.$`);

/** A file of 3,000 bytes and one of 5, in a folder. */
function archive(): Buffer {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "layer-cost-archive-"));
  fs.mkdirSync(path.join(folder, "folder"));
  fs.writeFileSync(path.join(folder, "in.bin"), Buffer.alloc(3_000));
  fs.writeFileSync(path.join(folder, "folder/other"), "12345");
  const packed = execFileSync("tar", ["-c", "-z", "-C", folder, "in.bin", "folder"]);
  fs.rmSync(folder, { recursive: true });
  return packed;
}
const archiveFile = archive();

export const sizeCases: readonly SizeCase[] = [
  {
    name: "a RUN as a heredoc",
    dockerfile: `${from}\nRUN <<EOF\n${write("/a", 11)}\n${write("/b", 22)}\nEOF\n`,
    sizes: [[33]],
    refused: noHeredocs,
  },
  {
    name: "files written in heredocs, with variables and without",
    dockerfile: `${from}\nARG X=abc\nCOPY <<one.txt <<"two.txt" /files/\ntwelve bytes\none.txt\n$X five\ntwo.txt\nCOPY <<EOF /three\n$X\nEOF\n`,
    sizes: [[0, 13 + 8, 4]],
    refused: noHeredocs,
  },
  {
    name: "a RUN over many lines, with comments and blank lines between them",
    dockerfile: `${from}\nRUN ${write("/a", 5)} \\\n  # a comment\n\n  && ${write("/b", 7)} \\\n  && mkdir -p /deep/er && ${write("/deep/er/c", 9)}\n`,
    sizes: [[21]],
  },
  {
    name: "variables from ARG, ENV and the command line",
    dockerfile: `ARG GIVEN=1\n${from}\nARG N=3\nARG GIVEN\nENV M=\${N}0\nRUN ${"dd if=/dev/zero of=/a bs=$M count=$GIVEN"}\nCOPY \${N}.txt /\${M:-x}/\n`,
    files: { "3.txt": "three" },
    buildArguments: { GIVEN: "4" },
    sizes: [[0, 0, 0, 120, 5]],
  },
  {
    name: "the same instruction several times",
    dockerfile: `${from}\nRUN ${write("/a", 10)}\nRUN ${write("/a", 10)}\nENV A=1\nENV A=1\nRUN ${write("/a", 10)}\nCOPY x /x\nCOPY x /y\nCOPY x /z\n`,
    files: { x: "12345" },
    sizes: [[10, 10, 0, 0, 10, 5, 5, 5]],
  },
  {
    name: "layers without a file",
    dockerfile: `${from}\nRUN true\nRUN mkdir /empty /empty/er\nLABEL a=b\nRUN printf "" > /nothing\nCOPY none /none\nCMD ["true"]\n`,
    files: { none: "" },
    sizes: [[0, 0, 0, 0, 0, 0]],
  },
  {
    name: "COPY --link",
    dockerfile: `${from} AS one\nRUN ${write("/a", 100)}\n${from}\nCOPY --link x /linked/x\nCOPY --link --from=one /a /linked/\n`,
    files: { x: "x".repeat(500) },
    sizes: [[100], [500, 100]],
    refused: {
      classic: onlyBuildKit("COPY --link"),
      Buildah: /^COPY --link is not supported\.$/,
      oldBuildah: /^COPY only supports the --chmod/,
      oldBuildKit: onlyNewBuildKit("COPY --link"),
    },
  },
  {
    name: "WORKDIR that creates its folder",
    dockerfile: `${from}\nWORKDIR /srv\nWORKDIR app/deep\nRUN ${write("here", 12)}\nCOPY x .\nWORKDIR /srv\n`,
    files: { x: "123" },
    sizes: [[0, 0, 12, 3, 0]],
  },
  {
    name: "ADD unpacks an archive, COPY does not",
    dockerfile: `${from}\nADD archive.tgz /unpacked/\nCOPY archive.tgz /packed/\nADD x /x\n`,
    files: { "archive.tgz": archiveFile, x: "12" },
    sizes: [[3_005, archiveFile.length, 2]],
  },
  {
    name: "stages on stages",
    dockerfile: `${from} AS one\nRUN ${write("/a", 1)}\nFROM one AS two\nRUN ${write("/b", 20)}\nFROM two AS three\nFROM three\nCOPY --from=two /b /c\n`,
    sizes: [[1], [20], [], [20]],
  },
  {
    name: "a stage and a context that are only mounted",
    dockerfile: `${from} AS tools\nRUN ${write("/tool", 50)}\n${from}\nRUN --mount=from=tools,target=/tools --mount=type=bind,target=/context --mount=type=cache,target=/cache cat /tools/tool /context/x > /made && ${write("/cache/big", 9_000)}\n`,
    files: { x: "123" },
    sizes: [[50], [53]],
    refused: { classic: onlyBuildKit("RUN --mount") },
  },
  {
    name: "hard links, within a layer and to one below",
    dockerfile: `${from}\nRUN ${write("/a", 100)} && ln /a /b && ln /a /c\nRUN ln /a /d\n`,
    sizes: [[100, 100]],
  },
  {
    name: "files that are removed",
    dockerfile: `${from}\nRUN ${write("/a", 100)} && ${write("/b", 10)}\nRUN rm /a\nRUN rm /b && ${write("/c", 3)}\nRUN ${write("/passing", 1_000)} && rm /passing\n`,
    sizes: [[110, 0, 3, 0]],
  },
  {
    name: "a folder that is removed, and one that is made anew",
    dockerfile: `${from}\nRUN mkdir /d /e && ${write("/d/old", 100)} && ${write("/e/old", 100)}\nRUN rm -r /e\nRUN rm -r /d && mkdir /d && ${write("/d/new", 7)}\n`,
    sizes: [[200, 0, 7]],
  },
  {
    name: "a changed mode copies the file",
    dockerfile: `${from}\nRUN ${write("/a", 100)} && mkdir /d && ${write("/d/b", 20)}\nRUN chmod 600 /a\nRUN chmod 700 /d\n`,
    sizes: [[120, 100, 0]],
  },
  {
    name: "a changed owner copies the files",
    dockerfile: `${from}\nRUN mkdir /d && ${write("/d/a", 100)} && ${write("/d/b", 20)}\nRUN chown -R 1:1 /d\nCOPY --chown=1:1 x /x\n`,
    files: { x: "12345" },
    sizes: [[120, 120, 5]],
  },
  {
    name: "sparse and large files",
    dockerfile: `${from}\nRUN dd if=/dev/zero of=/sparse bs=1 count=1 seek=999999\nRUN dd if=/dev/zero of=/large bs=1000000 count=30\n`,
    sizes: [[1_000_000, 30_000_000]],
  },
  {
    name: "symbolic links, short and long",
    dockerfile: `${from}\nRUN ln -s /target /link && ln -s ${`/${"long".repeat(40)}`} /other\nRUN ${write("/target", 4)}\n`,
    sizes: ({ builder }) => [[builder === "classic" ? links : 0, 4]],
    linkBytes: links,
  },
  {
    name: "COPY from an image",
    dockerfile: `FROM scratch\nCOPY --from=${baseImage} /etc/passwd /etc/group /\n`,
    sizes: [["root:x:0:0:root:/root:/bin/sh\n".length + "root:x:0:\n".length]],
  },
  {
    name: "ONBUILD of the image below",
    below: `${from}\nONBUILD RUN ${write("/triggered", 123)}\n`,
    dockerfile: `FROM ${tagOfBelow}\nENV A=b\nRUN ${write("/own", 7)}\n`,
    sizes: [[0, 7]],
  },
  {
    name: "stages without a name",
    dockerfile: `${from}\nRUN ${write("/a", 1)}\n${from}\nCOPY --from=0 /a /b\nRUN ${write("/c", 20)}\nFROM scratch\nCOPY --from=0 /a /\nCOPY --from=1 /c /\n`,
    sizes: [[1], [1, 20], [1, 20]],
  },
  {
    name: "arguments of the platform",
    dockerfile: `${from}\nARG TARGETOS\nARG TARGETPLATFORM\nRUN printf "%s" "$TARGETOS" > /os\nRUN printf "%s" "\${TARGETPLATFORM%%/*}" > /platform\n`,
    // The classic builder knows none of them.
    sizes: ({ builder }) => (builder === "classic" ? [[0, 0, 0, 0]] : [[0, 0, 5, 5]]),
  },
  {
    name: "USER and VOLUME",
    dockerfile: `${from}\nRUN chmod 1777 /tmp && mkdir /data\nUSER 1\nRUN ${write("/tmp/mine", 8)}\nVOLUME /data\nUSER 0\nRUN ${write("/data/kept", 6)} && ${write("/beside", 5)}\n`,
    // What a RUN writes into a volume, older builders do not keep.
    sizes: (engine) => [[0, 0, 8, 0, 0, engine.builder === "classic" || isOldPodman(engine) ? 5 : 11]],
  },
  {
    name: "two stages of the same name",
    dockerfile: `${from} AS same\nRUN ${write("/a", 1)}\n${from} AS same\nRUN ${write("/a", 20)}\nFROM scratch\nCOPY --from=same /a /\n`,
    sizes: [[20], [20]],
    refused: { classic: /^Docker's classic builder takes no two stages of the same name: rename this same\.$/ },
  },
  {
    name: "the escape character is a backtick",
    dockerfile: `# escape=\`\n${from}\nRUN ${write("/a", 5)} \`\n  # a comment\n  && ${write("/b", 7)}\nCOPY x /y\\\n`,
    files: { x: "123" },
    sizes: [[12, 3]],
  },
  {
    name: "a base named by an argument",
    dockerfile: `ARG NAME=${baseImage.split(":")[0]}\nARG TAG\nFROM \${NAME}:\${TAG:-none} AS one\nRUN ${write("/a", 5)}\nFROM one\nRUN ${write("/b", 6)}\n`,
    buildArguments: { TAG: baseImage.split(":")[1] ?? "" },
    sizes: [[5], [6]],
  },
  {
    name: "lines that end in CRLF",
    dockerfile: `${from}\nENV A=1\nRUN ${write("/a", 5)} \\\n  && ${write("/b", 7)}\nCOPY x /x\n`.replaceAll(
      "\n",
      "\r\n",
    ),
    files: { x: "123" },
    sizes: [[0, 12, 3]],
  },
  {
    name: "an ignore file that takes back",
    dockerfile: `FROM scratch\nCOPY . /all/\nCOPY folder /folder/\n`,
    files: {
      ".dockerignore": "*\n!folder\nfolder/*\n!folder/kept\n",
      other: "1234567",
      "folder/kept": "12",
      "folder/left": "12345",
    },
    sizes: [[2, 2]],
  },
];

/** The case's Dockerfile and files in a folder of their own. */
export function layOutSizeCase({ dockerfile, files = {} }: SizeCase): string {
  return path.resolve(temporaryFolder({ ".dockerignore": "Dockerfile\n", ...files, Dockerfile: dockerfile }));
}
