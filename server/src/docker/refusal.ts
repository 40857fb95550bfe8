// Says in one sentence why an endpoint could not be used, or that there is none.
import fs from "node:fs";
import { engineMessage } from "./build-run";
import { type Endpoint, EndpointError, type Environment } from "./endpoint";

/** An answer that no engine would give. */
export class StrangeAnswer extends Error {
  override readonly name = "StrangeAnswer";
}

/** Codes of Node's TLS for certificates that cannot be trusted, and for servers that want a better one than ours. */
const untrusted = /^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|CERT_(?!HAS_EXPIRED)|ERR_TLS_CERT_)/;
const refusesOurs = /^ERR_SSL_(TLSV\w*|SSLV3)_ALERT_/;

/** Files by which Docker and Podman mark the inside of a container. */
const containerMarks = ["/.dockerenv", "/run/.containerenv"];

/** The sentence for no engine at any place, by where the search ran: an engine of the machine around is not seen from there. */
export function noEngine(environment: Environment, marks: readonly string[] = containerMarks): string {
  const orName = "or name its endpoint in DOCKER_HOST (in an editor also in the setting layerCost.engine)";
  if (marks.some((file) => fs.existsSync(file)))
    return `No Docker engine was found in this container: mount the socket of the machine's engine (a dev container has the feature docker-outside-of-docker for it), ${orName}.`;
  if (environment.WSL_DISTRO_NAME)
    return `No Docker engine was found in this WSL distribution: start one in it, turn its WSL integration on in Docker Desktop, ${orName}.`;
  return `No Docker engine was found: start one, ${orName}.`;
}

/** What a user can do who may not use a socket: that of the whole system's Podman belongs to root alone. */
const ownDocker = "add your user to the docker group and log in again, or choose a rootless engine";
const ownPodman = "start your own with systemctl --user start podman.socket";

function isPodman({ address }: Endpoint): boolean {
  return address.startsWith("unix://") && address.includes("podman");
}

/** The sentence for an error of asking an engine; an EndpointError has its own. */
export function refusal(endpoint: Endpoint, error: unknown): string {
  if (error instanceof EndpointError) return error.message;
  const { code, statusCode } = error as NodeJS.ErrnoException & { statusCode?: number };
  const place = `${endpoint.address} (from ${endpoint.source})`;
  const message = engineMessage(error).replace(/\.$/, "");
  if (code === "ENOENT" || code === "ENOTDIR")
    return `No engine listens at ${place}: start one there, or correct the endpoint.`;
  if (code === "ECONNREFUSED") return `The engine at ${place} is not running: start it, or correct the endpoint.`;
  if (code === "EACCES" || code === "EPERM")
    return `You may not use the engine at ${place}: ${isPodman(endpoint) ? ownPodman : ownDocker}.`;
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `The host of the engine at ${place} is not known.`;
  if (code === "EHOSTUNREACH" || code === "ENETUNREACH")
    return `There is no way in the network to the engine at ${place}.`;
  if (code === "ABORT_ERR" || code === "ETIMEDOUT")
    return `The engine at ${place} does not answer: see whether it is asleep or overloaded.`;
  if (code === "ECONNRESET" || code === "EPIPE")
    return `The engine at ${place} stopped answering: see whether it is still running, and try again.`;
  if (code === "CERT_HAS_EXPIRED") return `The certificate of the engine at ${place} has expired.`;
  if (code && untrusted.test(code))
    return `The engine at ${place} is not trusted, since its certificate does not fit the ca.pem that is used for it: ${message}.`;
  if (code?.endsWith("_ALERT_CERTIFICATE_EXPIRED"))
    return `The engine at ${place} does not accept the certificate that it is shown (cert.pem): it has expired.`;
  if (code && refusesOurs.test(code))
    return `The engine at ${place} does not accept the certificate that it is shown (cert.pem and key.pem): it was not made for this engine.`;
  if (code?.startsWith("ERR_OSSL_"))
    return `The engine at ${place} cannot be asked with this cert.pem and key.pem (a key must have no passphrase): ${message.replace(/^error:.*::/, "")}.`;
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG")
    return `The engine at ${place} speaks no TLS: leave it out, or correct the port.`;
  if (statusCode === 400 && message.includes("HTTP request to an HTTPS server"))
    return `The engine at ${place} wants TLS: use a docker context with certificates, or DOCKER_TLS_VERIFY and DOCKER_CERT_PATH.`;
  if (error instanceof StrangeAnswer || code?.startsWith("HPE_"))
    return `What listens at ${place} is no Docker engine.`;
  return `The engine at ${place} could not be used: ${message}.`;
}
