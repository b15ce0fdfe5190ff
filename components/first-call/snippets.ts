import type { ExampleCall } from "./example-calls";

export const LANGUAGES = [
  { id: "curl", label: "curl" },
  { id: "browser", label: "Browser URL" },
  { id: "javascript", label: "JavaScript" },
  { id: "python", label: "Python" },
  { id: "go", label: "Go" },
] as const;

export type Language = (typeof LANGUAGES)[number]["id"];

/** The key in the address, for places that can send no header. */
function withKey(url: string, secret: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}key=${secret}`;
}

/**
 * A program that makes the call and needs nothing to be installed but its language (run as it stands by a test).
 *
 * @param publicUrl Where clients reach the edge, without trailing slash.
 * @param secret Goes in as it is: the real one for the clipboard, a shortened one for the eye.
 */
export function snippetOf(language: Language, call: ExampleCall, publicUrl: string, secret: string): string {
  const url = publicUrl + call.path;
  switch (language) {
    case "curl":
      return `curl --fail-with-body${call.kind === "image" ? ` -o ${call.file}` : ""} \\\n  -H 'X-API-Key: ${secret}' \\\n  '${url}'`;
    case "browser":
      return withKey(url, secret);
    case "javascript":
      return javascript(call, url, secret);
    case "python":
      return python(call, url, secret);
    case "go":
      return go(call, url, secret);
  }
}

function javascript({ kind, file }: ExampleCall, url: string, secret: string): string {
  const use =
    kind === "image"
      ? `await writeFile("${file}", Buffer.from(await response.arrayBuffer()));`
      : "console.log(await response.json());";
  return `${kind === "image" ? 'import { writeFile } from "node:fs/promises";\n\n' : ""}const response = await fetch("${url}", {
  headers: { "X-API-Key": "${secret}" },
});
if (!response.ok) throw new Error(await response.text());
${use}`;
}

function python({ kind, file }: ExampleCall, url: string, secret: string): string {
  const use =
    kind === "image"
      ? `with urlopen(request) as response, open("${file}", "wb") as file:
    file.write(response.read())`
      : `with urlopen(request) as response:
    print(response.read().decode())`;
  return `from urllib.request import Request, urlopen

request = Request(
    "${url}",
    headers={"X-API-Key": "${secret}"},
)
${use}`;
}

function go({ kind, file }: ExampleCall, url: string, secret: string): string {
  const use =
    kind === "image"
      ? `	body, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("${file}", body, 0o644); err != nil {
		log.Fatal(err)
	}`
      : `	if _, err := io.Copy(os.Stdout, response.Body); err != nil {
		log.Fatal(err)
	}`;
  return `package main

import (
	"io"
	"log"
	"net/http"
	"os"
)

func main() {
	request, err := http.NewRequest("GET", "${url}", nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("X-API-Key", "${secret}")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		log.Fatal(response.Status)
	}
${use}
}`;
}
