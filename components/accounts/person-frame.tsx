import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { PersonMenu } from "@/components/frame/person-menu";
import { ProviderBrand } from "@/components/frame/provider-brand";
import { SiteFooter } from "@/components/frame/site-footer";
import { SkipLink } from "@/components/frame/skip-link";
import { ThemeSwitch } from "@/components/frame/theme-switch";
import { Button } from "@/components/ui/button";

type PersonFrameProps = {
  person: { name: string; email: string };
  provider: { name: string; sample: boolean };
  /** Where "back" leads, when there is an organization to go back to. */
  back?: { href: string; label: string };
  signOut: ComponentProps<typeof PersonMenu>["signOut"];
  children: ReactNode;
};

/** Around the pages of a signed-in person that belong to no organization. */
export function PersonFrame({ person, provider, back, signOut, children }: PersonFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b border-line">
        <div className="mx-auto flex h-14 max-w-[60rem] items-center gap-2 px-4 sm:px-6">
          <Link href="/o" className="mr-auto min-w-0 rounded-md">
            <ProviderBrand {...provider} />
          </Link>
          {back ? (
            <Button asChild variant="ghost">
              <Link href={back.href}>{back.label}</Link>
            </Button>
          ) : null}
          <ThemeSwitch />
          <PersonMenu person={person} signOut={signOut} />
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-[60rem] flex-1 px-4 py-8 outline-none sm:px-6"
      >
        {children}
      </main>
      <SiteFooter className="mx-auto w-full max-w-[60rem] px-4 sm:px-6" />
    </div>
  );
}
