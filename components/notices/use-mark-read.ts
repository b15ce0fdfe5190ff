import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { notify } from "@/components/ui/notify";
import type { MarkRead } from "./mark-read";
import { countNoticesAgain } from "./use-unread";

/** Marks notices as read, on this page and in the bell alike. */
export function useMarkRead(markRead: MarkRead): {
  pending: boolean;
  mark: (input: Parameters<MarkRead>[0]) => void;
} {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const mark = (input: Parameters<MarkRead>[0]) =>
    startTransition(async () => {
      const result = await markRead(input);
      if (!result.ok) notify.failed(result.error);
      await countNoticesAgain();
      router.refresh();
    });
  return { pending, mark };
}
