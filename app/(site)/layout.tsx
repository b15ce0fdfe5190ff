import Link from "next/link";
import type { ReactNode } from "react";
import { DemoBanner } from "@/components/frame/demo-banner";
import { ProviderBrand } from "@/components/frame/provider-brand";
import { SiteFooter } from "@/components/frame/site-footer";
import { SkipLink } from "@/components/frame/skip-link";
import { ThemeSwitch } from "@/components/frame/theme-switch";
import { Button } from "@/components/ui/button";
import { currentUser } from "@/lib/accounts/session";
import { env } from "@/lib/env";

export default async function SiteLayout({ children }: { children: ReactNode }) {
  // The documentation stays up when the database is not: then nobody is known to be signed in.
  const isSignedIn = (await currentUser().catch(() => null)) !== null;
  const { PROVIDER_NAME, KEYWARD_DEMO } = env();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {KEYWARD_DEMO ? <DemoBanner providerName={PROVIDER_NAME} /> : null}
      <header className="border-b border-line">
        <div className="mx-auto flex h-14 max-w-[1280px] items-center gap-1 px-4 sm:gap-2 sm:px-6 lg:px-8">
          <Link prefetch={false} href="/" className="mr-auto rounded-md">
            <ProviderBrand name={PROVIDER_NAME} sample={KEYWARD_DEMO !== undefined} />
          </Link>
          <nav aria-label="Main" className="flex items-center gap-1 sm:gap-2">
            <Button asChild variant="ghost">
              <Link prefetch={false} href="/docs">
                Docs
              </Link>
            </Button>
            <ThemeSwitch />
            <Button asChild>
              <Link prefetch={false} href={isSignedIn ? "/o" : "/sign-in"}>
                {isSignedIn ? "Dashboard" : "Sign in"}
              </Link>
            </Button>
          </nav>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-[1280px] flex-1 px-4 outline-none sm:px-6 lg:px-8"
      >
        {children}
      </main>
      <div className="mx-auto w-full max-w-[1280px] px-4 sm:px-6 lg:px-8">
        <SiteFooter className="border-t border-line" />
      </div>
    </div>
  );
}
