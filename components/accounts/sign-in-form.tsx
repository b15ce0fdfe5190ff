"use client";

import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { TextLink } from "@/components/ui/text-link";
import { useZodForm } from "@/components/ui/use-zod-form";
import { SignInInput, type SignInRefusal } from "@/lib/accounts/schemas";
import { refusalWords } from "./refusal-words";
import { requestSignIn } from "./request-sign-in";

type SignInFormProps = {
  /** A path on this site. */
  destination: string;
  mailPage: boolean;
  /** Given when the person came by a link to confirm this address. */
  confirm?: { email: string; token: string };
};

export function SignInForm({ destination, mailPage, confirm }: SignInFormProps) {
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null);
  const form = useZodForm(SignInInput, { defaultValues: { email: confirm?.email ?? "", password: "" } });
  const submit = form.handleSubmit(async ({ email, password }) => {
    const refused = await requestSignIn({
      email,
      password,
      ...(confirm ? { verifyToken: confirm.token } : {}),
    });
    setRefusal(refused);
    if (refused === null) {
      // A full load: nothing that was rendered for somebody else stays in the browser.
      window.location.assign(destination);
      await new Promise(() => undefined);
    }
    form.setFocus("password", { shouldSelect: true });
  });
  return (
    // A post even before the script is there: a password must never end in an address.
    <form method="post" noValidate onSubmit={submit} className="grid gap-5">
      {refusal ? <Refusal refusal={refusal} mailPage={mailPage} /> : null}
      <FormField control={form.control} name="email" label="E-mail" required>
        {(field) => (
          <Input
            type="email"
            autoComplete="username"
            inputMode="email"
            readOnly={confirm !== undefined}
            autoFocus={confirm === undefined}
            {...field}
          />
        )}
      </FormField>
      <div className="grid gap-2">
        <FormField control={form.control} name="password" label="Password" required>
          {(field) => (
            <PasswordInput autoComplete="current-password" autoFocus={confirm !== undefined} {...field} />
          )}
        </FormField>
        <p className="text-sm">
          <TextLink href="/forgot-password">Forgot your password?</TextLink>
        </p>
      </div>
      <Button type="submit" variant="primary" size="lg" pending={form.formState.isSubmitting}>
        {confirm ? "Confirm and sign in" : "Sign in"}
      </Button>
    </form>
  );
}

function Refusal({ refusal, mailPage }: { refusal: SignInRefusal; mailPage: boolean }) {
  if (refusal.code === "email_not_verified") {
    return (
      <Banner tone="info" title="Confirm your address first">
        We have sent you a new link. Open it and sign in there.{" "}
        {mailPage ? <TextLink href="/mail">Read sent mail</TextLink> : null}
      </Banner>
    );
  }
  return (
    <Banner tone="danger" title={refusalWords(refusal)}>
      {refusal.code === "internal" || refusal.code === "unavailable" ? (
        <span className="text-sm">Request ID {refusal.requestId}</span>
      ) : null}
    </Banner>
  );
}
