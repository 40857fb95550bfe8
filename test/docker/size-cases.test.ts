// The proof that sizes are right: Dockerfiles of every kind, on every engine, against known bytes and the saved image's tar headers.
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../context/temporary-folder";
import { build, buildAndKeep, clientOf, describeOnEveryEngine, measuredOf, removeImage, requestFor } from "./engines";
import { savedLayers } from "./saved-layers";
import { isOldPodman, layOutSizeCase, sizeCases, tagOfBelow } from "./size-cases";

describeOnEveryEngine("sizes", (engine) => {
  test.each(sizeCases.map((one) => [one.name, one] as const))("%s", async (_, one) => {
    if (one.below !== undefined) {
      const docker = await clientOf(engine);
      onTestFinished(() => removeImage(docker, tagOfBelow));
      const request = requestFor(engine, temporaryFolder({ Dockerfile: one.below }), { keepTag: tagOfBelow });
      measuredOf(await build(engine, request));
    }
    const request = requestFor(engine, layOutSizeCase(one), { buildArguments: one.buildArguments ?? {} });
    // An engine that only prefers its classic builder builds with BuildKit what needs that.
    const needsBuildKit = /<<|--mount|--link/.test(one.dockerfile);
    const isOld = needsBuildKit && engine.builder === "classic" && engine.environment.DOCKER_BUILDKIT === undefined;
    const refused = one.refused?.[isOld ? "oldBuildKit" : isOldPodman(engine) ? "oldBuildah" : engine.builder];
    if (refused) {
      const { outcome } = await build(engine, request);
      expect(outcome).toMatchObject({ kind: "failed", message: expect.stringMatching(refused) });
      return;
    }
    const { built, tag, docker } = await buildAndKeep(engine, request);
    const sizes = typeof one.sizes === "function" ? one.sizes(engine) : one.sizes;
    const claims = built.stages.map(({ instructions }) => instructions.slice(1).map(({ size }) => size));
    expect(claims.map((stage) => stage.map((size) => (size.kind === "measured" ? size.bytes : size)))).toEqual(sizes);
    for (const claim of claims.flat())
      expect(claim).toMatchObject({ basis: expect.stringMatching(/^files in layers: /) });
    // The whole image is what the tar headers say.
    const saved = (await savedLayers(docker, tag)).reduce((sum, bytes) => sum + bytes, 0);
    const links = engine.builder === "classic" ? (one.linkBytes ?? 0) : 0;
    expect(built.image.size).toMatchObject({ kind: "measured", bytes: saved + links });
  });
});
