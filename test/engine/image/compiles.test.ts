// What is compiled, where it lies, and whether debug symbols stay in it: flags, strip steps, install steps.
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are the shell's variables.
import { describe, expect, test } from "vitest";
import { afterRun, model, type Surroundings, show } from "./model";

const symbols = (shell: string, base?: string, before?: string) =>
  afterRun("symbols", shell, base, before).map((line) => line.replace(" symbols", ""));
const compiled = (shell: string, base?: string, before?: string) =>
  afterRun("compile", shell, base, before).map((line) => line.replace(" compiles", ""));

describe("go", () => {
  const golang = "golang:1.22";
  test.each([
    ["go build -o /app .", "go /app"],
    ["go build -o=/app .", "go /app"],
    ["go build -o /out/ ./cmd/...", "go /out"],
    ["go build -o app", "go /go/app"],
    ["go build ./cmd/server", "go /go/server"],
    ["go build", "go /go"],
    ["cd /src && go build -o bin/app ./cmd/app", "go /src/bin/app"],
    ["go build -C /src -o app", "go /src/app"],
    ["GOOS=linux CGO_ENABLED=0 go build -a -installsuffix cgo -o /app .", "go /app"],
    ["go install ./cmd/server", "go /go/bin/server"],
    ["go install example.org/x/tool@v1", "go /go/bin/tool"],
    ["go install example.org/x/tool/v2@latest", "go /go/bin/tool"],
    ["go install ./...", "go /go/bin"],
    ["GOBIN=/usr/bin go install ./cmd/server", "go /usr/bin/server"],
    // -w leaves the symbol table.
    ['go build -ldflags="-w" -o /app .', "go /app"],
    ['go build -ldflags "-X main.version=-s" -o /app .', "go /app"],
    ['go build -ldflags "-X main.v=$UNKNOWN" -o /app .', "go /app"],
    ["go build -gcflags=-s -o /app .", "go /app"],
    ["GOFLAGS=-mod=vendor go build -o /app .", "go /app"],
  ])("%s keeps them", (shell, expected) => {
    expect(compiled(shell, golang)).toEqual([expected]);
    expect(symbols(shell, golang)).toEqual([expected]);
  });

  test.each([
    ['go build -ldflags="-s -w" -o /app .'],
    ["go build -ldflags='-w -s' -o /app ."],
    ["go build -ldflags=-s -o /app ."],
    ['go build --ldflags "-s" -o /app .'],
    ['go build -ldflags "-X main.v=1 -s -w" -o /app .'],
    ["go build -ldflags \"-s -w -X 'main.v=$UNKNOWN'\" -o /app ."],
    ["GOFLAGS=-ldflags=-s go build -o /app ."],
    ["GOFLAGS=\"'-ldflags=-s -w'\" go build -o /app ."],
    ['LDFLAGS="-s -w"; go build -ldflags "$LDFLAGS" -o /app .'],
    ['go build -ldflags "$UNKNOWN" -o /app .'],
    ["go build $FLAGS -o /app ."],
    ["go build -o /app . && strip /app"],
    ["go build -o /app . && strip -s /app && ls -l /app"],
    ["go build -o /out/app . && find /out -type f -exec strip {} +"],
    ["go build -o /app . && upx -9 /app"],
  ])("%s does not", (shell) => expect(symbols(shell, golang)).toEqual([]));

  test.each([
    ["go build -o /dev/null ./..."],
    ["go build ./..."],
    ["go vet ./... && go test ./..."],
    ["go version"],
    ["go mod download"],
    ["go generate ./..."],
  ])("%s compiles nothing that stays", (shell) => expect(compiled(shell, golang)).toEqual([]));

  test("the linker's flags from ENV and ARG", () => {
    const build = 'go build -ldflags "$LDFLAGS" -o /app .';
    expect(symbols(build, golang, 'ENV LDFLAGS="-s -w"\n')).toEqual([]);
    expect(symbols(build, golang, 'ARG LDFLAGS="-s -w"\n')).toEqual([]);
    expect(symbols(build, golang, 'ENV LDFLAGS="-X a=b"\n')).toEqual(["go /app"]);
    expect(symbols(build, golang, "ARG LDFLAGS\n")).toEqual([]);
    expect(symbols("go build -o /app .", golang, "ENV GOFLAGS=-ldflags=-s\n")).toEqual([]);
  });
});

describe("cargo", () => {
  const rust = "rust:1.80";
  test.each([
    ["cargo build --release", "cargo /target"],
    ["cargo build -r --bin app", "cargo /target"],
    ["cd /src && cargo build --release", "cargo /src/target"],
    ["cargo build --profile release", "cargo /target"],
    ["cargo build --release --target-dir /t", "cargo /t"],
    ["CARGO_TARGET_DIR=/t cargo build --release", "cargo /t"],
    ["cargo build --release --manifest-path /src/Cargo.toml", "cargo /src/target"],
    ["cargo install ripgrep", "cargo /usr/local/cargo/bin"],
    ["cargo install --path . --root /out", "cargo /out/bin"],
    ["CARGO_PROFILE_RELEASE_STRIP=none cargo build --release", "cargo /target"],
    ["RUSTFLAGS='-C target-cpu=native' cargo build --release", "cargo /target"],
  ])("%s keeps them", (shell, expected) => expect(symbols(shell, rust)).toEqual([expected]));

  test.each([
    ["CARGO_PROFILE_RELEASE_STRIP=true cargo build --release"],
    ["CARGO_PROFILE_RELEASE_STRIP=symbols cargo build --release"],
    ["RUSTFLAGS='-C strip=symbols' cargo build --release"],
    ["RUSTFLAGS='-C link-arg=-s' cargo build --release"],
    ["cargo build --release --config profile.release.strip=true"],
    ["cargo rustc --release -- -C link-args=-s"],
    ["cargo build --release && strip target/release/app"],
    ["RUSTFLAGS=$UNKNOWN cargo build --release"],
    ["cargo chef cook --release --recipe-path recipe.json"],
    ["cargo check"],
    ["cargo test --release"],
    // What a development build or another profile strips, the file does not say.
    ["cargo build"],
    ["cargo build --profile dist"],
    ["cargo install --debug ripgrep"],
  ])("%s does not, or may not", (shell) => expect(symbols(shell, rust)).toEqual([]));

  test("the release profile of the workspace's Cargo.toml", () => {
    const of = (surroundings: Surroundings, shell = "cargo build --release") =>
      show(model(`FROM rust:1.80\nRUN ${shell}`, surroundings), "symbols").length;
    expect(of({ facts: { cargoStrip: true } })).toBe(0);
    expect(of({ facts: { cargoStrip: false } })).toBe(1);
    expect(of({ facts: { cargoStrip: undefined } })).toBe(1);
    // What is installed from elsewhere has its own.
    expect(of({ facts: { cargoStrip: true } }, "cargo install ripgrep")).toBe(1);
  });

  test("a configuration file may strip", () => {
    expect(symbols("cargo build --release", rust, "COPY .cargo/config.toml /src/.cargo/config.toml\n")).toEqual([]);
  });
});

describe("C and C++", () => {
  const gcc = "gcc:14";
  test.each([
    ["gcc -O2 -o /app *.c", "c /app"],
    ["g++ main.cc -o/app", "c /app"],
    ["cc *.c", "c /a.out"],
    ["x86_64-linux-gnu-gcc -static -o /app *.c", "c /app"],
    ["clang++-16 -o /app *.cc", "c /app"],
  ])("%s keeps them", (shell, expected) => {
    expect(compiled(shell, gcc)).toEqual([expected]);
    expect(symbols(shell, gcc)).toEqual([expected]);
  });

  test.each([
    ["gcc -s -o /app *.c"],
    // Asked for, or next to nothing.
    ["g++ -g -o /app *.cc"],
    ["gcc -O2 -o /app main.c"],
    ["gcc -Wl,-s -o /app main.c"],
    ["gcc -Wl,-O1,--strip-all -o /app main.c"],
    ["gcc $FLAGS -o /app main.c"],
    ["gcc -o /app main.c && strip /app"],
    ["gcc -c main.c -o main.o"],
    ["gcc --version"],
    ["gcc -v"],
    ["echo | gcc -E -"],
    ["gcc -o /dev/null main.c"],
  ])("%s does not", (shell) => expect(symbols(shell, gcc)).toEqual([]));
});

describe("make", () => {
  const gcc = "gcc:14";
  test.each([
    ["./configure && make && make install", ["make /usr/local"]],
    ["./configure --prefix=/opt/x && make -j$(nproc) && make install", ["make /opt/x"]],
    ["./configure --prefix /opt/x && make -j 4 && make install", ["make /opt/x"]],
    ["./configure --prefix=/usr && make && make DESTDIR=/out install", ["make /out"]],
    ["./configure && make && DESTDIR=/out make install", ["make /out"]],
    ["./configure && make -j install", ["make /usr/local"]],
    ["cd /src && ./configure && make && make test && make install", ["make /usr/local"]],
    ["cd /src && ./configure && cd / && make -C /src && make -C /src install", ["make /usr/local"]],
    ["mkdir /b && cd /b && ../src/configure --prefix=/p && make all install", ["make /p"]],
    // Only built: the tree itself.
    ["cd /src && ./configure && make", ["make /src"]],
    ["(cd /src && ./configure) && make -C /src", ["make /src"]],
    // Without a configure step, but with a compiler.
    ["make install", ["make /usr/local"]],
    ["make PREFIX=/p install", ["make /p"]],
  ])("%s keeps them in what it installs", (shell, expected) => expect(symbols(shell, gcc)).toEqual(expected));

  test.each([
    ["./configure LDFLAGS=-s && make && make install"],
    ["./configure LDFLAGS='-Wl,-O1 -s' && make install"],
    ["LDFLAGS=-s ./configure && make install"],
    ["export LDFLAGS=-s && ./configure && make && make install"],
    ["CFLAGS='-O2 -s' ./configure && make install"],
    ["LDFLAGS=$UNKNOWN ./configure && make install"],
    ["./configure && make && make install-strip"],
    ["./configure && make && make install INSTALL_STRIP_FLAG=-s"],
    ["./configure && make LDFLAGS=-s && make LDFLAGS=-s install"],
    ["./configure && make install && strip /usr/local/bin/*"],
    ["./configure && make install && find /usr/local -type f -perm /111 -exec strip --strip-all '{}' ';'"],
    ["./configure && make install && find /usr/local -name '*.so' | xargs strip"],
    ['./configure && make install && for f in /usr/local/bin/*; do strip "$f"; done'],
    ["./configure && make install && scanelf -R /usr/local | xargs -r strip"],
  ])("%s leaves none", (shell) => {
    const left = symbols(shell, gcc);
    // A loop may run no time at all, which leaves doubt, and no certain symbols.
    expect(left.filter((line) => !line.endsWith("?"))).toEqual([]);
  });

  test.each([["make clean"], ["make test"], ["make help"], ["make check"], ["make install-man"]])(
    "%s builds nothing",
    (shell) => expect(compiled(`./configure && ${shell}`, gcc)).toEqual([]),
  );

  test("a Makefile that no configure step made may do anything", () => {
    const image = model("FROM gcc:14\nRUN make generate");
    expect(show(image)).toEqual(["opaque"]);
    // Also where something else was configured elsewhere.
    const other = model("FROM gcc:14\nRUN cd /lib-src && ./configure && make install\nWORKDIR /app\nRUN make generate");
    expect(other.instructions.at(-1)!.effects.map(({ kind }) => kind)).toEqual(["opaque"]);
  });

  test("make install without a compiler may copy scripts", () => {
    expect(show(model("FROM debian:12\nRUN make install"))).toEqual(["generated /usr/local"]);
    expect(symbols("make install", "debian:12", "RUN apt-get install -y gcc make\n")).toEqual(["make /usr/local"]);
    // A Python project's Makefile calls pip, a script called configure needs no compiler.
    expect(symbols("make install", "debian:12", "RUN apt-get install -y gcc && pip install torch\n")).not.toContain(
      "make /usr/local",
    );
    expect(symbols("cd /src && ./configure && make install", "alpine:3", "RUN apk add make\n")).toEqual([]);
    expect(symbols("cd /tmp/luarocks-3 && ./configure && make install", "gcc:14")).toEqual([]);
    // Where it goes cannot be read.
    expect(symbols("cd /src && ./configure --prefix=$(pwd) && make install", "gcc:14")).toEqual(["make"]);
    expect(symbols("make install", "golang:1.22")).toEqual([]);
  });

  test("the build tree does not count beside what is installed from it", () => {
    const text = "FROM gcc:14 AS a\nRUN cd /src && ./configure && make && make install\nFROM debian:12\n";
    const last = (copy: string) =>
      model(text + copy)
        .instructions.at(-1)!
        .effects.filter(({ kind }) => kind === "symbols").length;
    expect(last("COPY --from=a /usr/local /usr/local")).toBe(1);
    expect(last("COPY --from=a /usr/local/bin/x /x")).toBe(1);
    expect(last("COPY --from=a /src /src")).toBe(0);
  });

  test("an install in one stage leaves another stage's build tree alone", () => {
    const text =
      "FROM gcc:14 AS a\nRUN cd /src && ./configure && make\nFROM a AS b\nRUN cd /src && make install\nFROM debian:12\nCOPY --from=a /src/app /app";
    expect(
      model(text)
        .instructions.at(-1)!
        .effects.map(({ kind }) => kind),
    ).toEqual(["compile", "symbols"]);
  });
});

describe("cmake and meson", () => {
  const debian = "debian:12";
  test.each([
    ["cmake -S . -B build && cmake --build build && cmake --install build", ["cmake /usr/local"]],
    ["cmake -B build -DCMAKE_INSTALL_PREFIX=/opt/x && cmake --build build && cmake --install build", ["cmake /opt/x"]],
    ["cmake -B build && cmake --build build --target install", ["cmake /usr/local"]],
    ["cmake -B build && cmake --install build --prefix /p", ["cmake /p"]],
    ["mkdir build && cd build && cmake .. && make -j8 && make install", ["cmake /usr/local"]],
    ["cd /src && cmake -GNinja . && ninja && ninja install", ["cmake /usr/local"]],
    ["cmake -S /src -B /src/build && cmake --build /src/build", ["cmake /src/build"]],
    ["meson setup build && ninja -C build && ninja -C build install", ["meson /usr/local"]],
    ["meson setup build --prefix=/usr && meson compile -C build && meson install -C build", ["meson /usr"]],
    ["meson build && cd build && ninja install", ["meson /usr/local"]],
  ])("%s keeps them", (shell, expected) => expect(symbols(shell, debian)).toEqual(expected));

  test.each([
    ["cmake -B build && cmake --build build && cmake --install build --strip"],
    ["cmake -B build && cmake --build build --target install/strip"],
    ["cmake -B build -DCMAKE_EXE_LINKER_FLAGS=-s && cmake --install build"],
    ["LDFLAGS=-s cmake -B build && cmake --install build"],
    ["meson setup build --strip && meson install -C build"],
    ["meson setup build -Dstrip=true && ninja -C build install"],
    ["meson setup build && meson install -C build --strip"],
    ["cmake --version"],
    ["cmake -E make_directory x"],
    ["cmake -P script.cmake"],
    ["meson --version"],
  ])("%s leaves none", (shell) => expect(symbols(shell, debian)).toEqual([]));
});

describe("native modules", () => {
  test.each([
    ["pip install --no-binary :all: lxml", "python:3.12", 1],
    ["pip install --no-binary=lxml lxml", "python:3.12", 1],
    ["PIP_NO_BINARY=:all: pip install lxml", "python:3.12", 1],
    ["pip install lxml", "python:3.12", 0],
    ["LDFLAGS=-s pip install --no-binary :all: lxml", "python:3.12", 0],
    ["uv pip install --no-binary lxml lxml", "python:3.12", 1],
    ["npm rebuild --build-from-source", "node:22", 1],
    ["npm install --build-from-source sqlite3", "node:22", 1],
    ["npm_config_build_from_source=true npm ci", "node:22", 1],
    ["npm ci", "node:22", 0],
    ["npm rebuild", "node:22", 0],
    // Wheels that are known for their symbol tables.
    ["pip install torch", "python:3.12", 1],
    ["pip install flask", "python:3.12", 0],
    ["pip install torch && find / -name '*.so*' -exec strip --strip-unneeded {} +", "python:3.12", 0],
  ])("%s on %s: %i", (shell, base, count) => expect(symbols(shell, base)).toHaveLength(count));
});

describe("strip steps by what they name", () => {
  const build = "go build -o /out/a . && go build -o /out/b .";
  test.each([
    ["strip /out/a", ["go /out/b"]],
    ["strip --strip-all /out/a /out/b", []],
    ["strip /out/*", []],
    ["strip /out/a*", ["go /out/b"]],
    ["cd /out && strip a", ["go /out/b"]],
    ["strip -o /x /out/a", ["go /out/b"]],
    ["strip /elsewhere/a", ["go /out/a", "go /out/b"]],
    // Nobody can tell which.
    ["strip $FILES", []],
    ["ls /out/* | xargs strip", []],
    ["find /out -name a -exec strip {} \\;", []],
    ["find /elsewhere -exec strip {} \\;", ["go /out/a", "go /out/b"]],
    ["eu-strip /out/a", ["go /out/b"]],
    ["llvm-strip /out/a", ["go /out/b"]],
    ["aarch64-linux-gnu-strip /out/a", ["go /out/b"]],
    ["objcopy --strip-debug /out/a", ["go /out/b"]],
    ["install -s -m 755 /out/a /out/b /usr/bin/", ["go /out/a", "go /out/b"]],
    ['if [ -n "$X" ]; then strip /out/a; fi', ["go /out/a?", "go /out/b"]],
    // The `|| true` forgives the builds as well.
    ["strip /out/a || true", ["go /out/a?", "go /out/b?"]],
    ["(strip /out/a || true)", ["go /out/b"]],
    // A test that fails fails the build: the strip has run where there is an image.
    ['[ -z "$DEBUG" ] && strip /out/a', ["go /out/b"]],
  ])("%s", (step, expected) => expect(symbols(`${build} && ${step}`, "golang:1.22")).toEqual(expected));

  test("in a later RUN of the same stage, before anything is copied from it", () => {
    const text = "FROM golang:1.22 AS a\nRUN go build -o /app .\nRUN strip /app\nFROM scratch\nCOPY --from=a /app /app";
    expect(show(model(text), "symbols")).toEqual([]);
  });

  test("in the stage above the one that compiled", () => {
    const text =
      "FROM golang:1.22 AS a\nRUN go build -o /app .\nFROM a AS b\nRUN strip /app\nFROM scratch\nCOPY --from=b /app /app";
    expect(model(text).shippedEffects("symbols")).toEqual([]);
    // The unstripped file is still what the lower stage holds.
    const lower = text.replace("--from=b", "--from=a");
    expect(model(lower).shippedEffects("symbols")).toHaveLength(1);
  });

  test("in the stage that copies: whoever strips there knows about it", () => {
    const text =
      "FROM golang:1.22 AS a\nRUN go build -o /app .\nFROM debian:12\nCOPY --from=a /app /app\nRUN strip /app";
    expect(model(text).shippedEffects("symbols")).toEqual([]);
  });
});
