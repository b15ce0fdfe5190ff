import Link from "next/link";
import type { ReactNode } from "react";
import { ProviderBrand } from "@/components/frame/provider-brand";
import { SiteFooter } from "@/components/frame/site-footer";
import { SkipLink } from "@/components/frame/skip-link";
import { ThemeSwitch } from "@/components/frame/theme-switch";
import { env } from "@/lib/env";

export default function AuthLayout({ children }: { children: ReactNode }) {
  const { PROVIDER_NAME, KEYWARD_DEMO } = env();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="flex h-14 items-center gap-2 px-4 sm:px-6">
        <Link href="/" className="mr-auto rounded-md">
          <ProviderBrand name={PROVIDER_NAME} sample={KEYWARD_DEMO !== undefined} />
        </Link>
        <ThemeSwitch />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="flex flex-1 flex-col items-center px-4 pt-8 pb-16 outline-none sm:justify-center sm:pt-4"
      >
        {children}
      </main>
      <SiteFooter className="px-4 sm:px-6" />
    </div>
  );
}
