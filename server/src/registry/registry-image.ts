// What a registry lists of an image, as the fact that prices rest on.
import type { FactValue } from "../engine/index";
import type { RegistryClient } from "./registry-client";

/**
 * Compressed layers of an image: `bytes` is what is pulled, `layers` how each is compressed, `date` when the registry said
 * so. Rejects, in a phrase for people, where that cannot be had.
 */
export async function registryImage(
  client: RegistryClient,
  reference: string,
  platform: string | undefined,
): Promise<FactValue> {
  const image = await client.image(reference, platform);
  const date = new Date(image.checkedAt).toISOString().slice(0, 10);
  const what = image.platform === undefined ? reference : `${reference} for ${image.platform}`;
  return {
    bytes: image.layers.reduce((sum, { bytes }) => sum + bytes, 0),
    basis: `compressed layers of ${what} as ${image.registry} lists them, ${date}`,
    digest: image.digest,
    date,
    layers: image.layers.map(({ bytes, compression }) => ({ bytes, compression })),
  };
}
