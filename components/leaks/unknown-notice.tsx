import { Banner } from "@/components/ui/banner";

type UnknownNoticeProps = { count: number; hasOthers: boolean };

/** Of what was looked up, what is no secret of this organization. */
export function UnknownNotice({ count, hasOthers }: UnknownNoticeProps) {
  const what = count === 1 ? (hasOthers ? "One other is" : "This is") : `${count} of them are`;
  return (
    <Banner tone="info" title={`${what} no secret of your organization`}>
      <p>
        It has the right shape and checksum, but belongs to a key of another organization, to one that was
        purged 30 days after its deletion, or to none. Are you a member of another organization? Switch to it
        and look there.
      </p>
    </Banner>
  );
}
