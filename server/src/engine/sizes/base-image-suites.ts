// Releases of Debian and Ubuntu below the official images' plain tags, by version.

/**
 * Debian or Ubuntu release that an official image's plain tags stand on, from a version on: `3.9 trixie` says that 3.9 and
 * all later ones up to the next step do. A tag that is no longer built stays on the last one it was built on.
 * Read off the tags and directories in docker-library/official-images, its history from 2017 to August 2026; of .NET, off
 * the tag tables of dotnet/dotnet-docker, November 2020 to August 2026.
 */
export const defaultSuites: Readonly<Record<string, string>> = {
  "buildpack-deps": "0 trixie",
  cassandra: "3.0 jammy, 4.0 bookworm, 5.0 trixie",
  dart: "2.13 buster, 2.16 bullseye, 3.1 bookworm, 3.9 trixie",
  "eclipse-temurin": "8 resolute, 16 focal, 17 resolute, 18 jammy, 21 resolute, 22 noble, 25 resolute",
  gcc: "8 buster, 9 bullseye, 12 bookworm, 14 trixie",
  ghost: "5 bookworm",
  golang: "1.7 jessie, 1.9 stretch, 1.11 buster, 1.16 bullseye, 1.19 bookworm, 1.24 trixie",
  gradle: "6 jammy, 7.6 noble, 8.0 jammy, 8.12 noble, 9.5 resolute",
  haskell: "8 buster, 9.6 bullseye, 9.12 bookworm",
  httpd: "2.4 trixie",
  julia: "0.6 stretch, 1.1 stretch, 1.2 buster, 1.6 bookworm, 1.7 bullseye, 1.9 bookworm, 1.10 trixie",
  mariadb: "10.0 xenial, 10.1 bionic, 10.3 focal, 10.6 jammy, 10.7 focal, 10.8 jammy, 11.4 noble",
  "mcr.microsoft.com/dotnet": "3.1 buster, 6.0 bullseye, 8.0 bookworm, 10.0 noble",
  memcached: "1.6 trixie",
  mongo: "3.0 wheezy, 3.2 jessie, 3.4 xenial, 4.1 bionic, 4.4 focal, 6.0 jammy, 8.0 noble",
  nginx: "1.10 jessie, 1.12 stretch, 1.16 buster, 1.22 bullseye, 1.25 bookworm, 1.28 trixie",
  node: "4 jessie, 6 stretch, 9 jessie, 10 stretch, 14 buster, 15 stretch, 16 buster, 17 bullseye, 18 bookworm, 19 bullseye, 20 bookworm, 26 trixie",
  openjdk: "6 wheezy, 7 jessie, 8 bullseye, 9 sid, 11 bullseye, 13 buster, 16 bullseye, 21 bookworm, 25 trixie",
  perl: "5.26 buster, 5.30 bullseye, 5.36 bookworm, 5.38 trixie",
  php: "5.6 stretch, 7.1 buster, 7.3 bullseye, 8.1 trixie",
  postgres: "9 stretch, 12 bookworm, 13 trixie",
  pypy: "2.7 trixie, 3.5 stretch, 3.6 buster, 3.7 bullseye, 3.10 bookworm, 3.11 trixie",
  python: "2.7 buster, 3.3 jessie, 3.4 stretch, 3.5 buster, 3.6 bullseye, 3.7 bookworm, 3.9 trixie",
  redis: "3.2 stretch, 4.0 buster, 5.0 bullseye, 6.0 bookworm, 8.4 trixie",
  ruby: "2.2 jessie, 2.3 stretch, 2.4 buster, 2.6 bullseye, 3.1 bookworm, 3.2 trixie",
  rust: "1.19 stretch, 1.37 buster, 1.55 bullseye, 1.72 bookworm, 1.89 trixie",
  swift: "5.0 bionic, 5.7 jammy, 6.0 noble",
  tomcat: "7.0 buster, 8.5 jammy, 9.0 noble, 10.0 jammy, 10.1 noble",
};
