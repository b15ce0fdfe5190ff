import Link from "next/link";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";

type LeakedNoticeProps = { orgSlug: string; keyId: string; leakedAt: string | null };

/** On the page of a key with a secret that leaked and still works. */
export function LeakedNotice({ orgSlug, keyId, leakedAt }: LeakedNoticeProps) {
  if (leakedAt === null) return null;
  return (
    <Banner
      tone="danger"
      className="mb-6"
      title={
        <>
          Reported as leaked <RelativeTime at={leakedAt} isPast />
        </>
      }
      action={
        <Button asChild size="sm">
          <Link href={`/o/${orgSlug}/leak?key=${keyId}`}>See the leak</Link>
        </Button>
      }
    >
      A secret of this key is in the wrong hands and has not ended. This notice goes away once it has.
    </Banner>
  );
}
