import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

/** Loopback, link-local (cloud metadata), private, shared, test, multicast and reserved ranges of both families. */
const PRIVATE = listOf(
  "0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,172.16.0.0/12,192.0.0.0/24,192.0.2.0/24," +
    "192.168.0.0/16,198.18.0.0/15,198.51.100.0/24,203.0.113.0/24,224.0.0.0/4,240.0.0.0/4," +
    "::/128,::1/128,64:ff9b::/96,64:ff9b:1::/48,100::/64,2001:db8::/32,2002::/16,fc00::/7,fe80::/10,ff00::/8",
);

/** An upstream's name leads into a network that operators have not allowed; the answer is 502. */
export class PrivateAddressRefused extends Error {
  override readonly name = "PrivateAddressRefused";
}

/** Decides on addresses an upstream may have. */
export type AddressPolicy = {
  readonly allows: (address: string) => boolean;
  readonly lookup: LookupFunction;
};

/**
 * Public addresses and those inside `allowedCidrs` (comma-separated) pass; every other private one is refused.
 *
 * The address that was judged is the one connected to, so a name that changes between the two gains nothing.
 * An IPv4 address inside IPv6 (`::ffff:10.0.0.1`) counts as that IPv4 address.
 * @throws {RangeError} When `allowedCidrs` holds something that is no CIDR.
 */
export function addressPolicy(allowedCidrs: string): AddressPolicy {
  const allowed = listOf(allowedCidrs);
  const allows = (address: string) => !contains(PRIVATE, address) || contains(allowed, address);
  return { allows, lookup: (name, options, callback) => guardedLookup(allows, name, options, callback) };
}

function guardedLookup(
  allows: AddressPolicy["allows"],
  name: string,
  options: LookupOptions,
  callback: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
): void {
  dnsLookup(name, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, []);
    const first = found.find(({ address }) => allows(address));
    if (first === undefined) return callback(new PrivateAddressRefused(`${name} is not a public host`), []);
    if (options.all === true)
      return callback(
        null,
        found.filter(({ address }) => allows(address)),
      );
    callback(null, first.address, first.family);
  });
}

function listOf(cidrs: string): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs.split(",").map((part) => part.trim())) {
    if (cidr === "") continue;
    const [address = "", bits = ""] = cidr.split("/");
    const family = isIP(address);
    if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) {
      throw new RangeError(`${cidr} is not an address range such as 10.0.0.0/8`);
    }
    list.addSubnet(address, Number(bits), family === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

function contains(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}
