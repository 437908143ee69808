// Publishes the event on standard input by the client that @hey-api/openapi-ts generates. Prints
// what the client read of the answer, as JSON. Arguments: the gateway's address and a token.
import { createClient } from "./generated/client";
import { receiveGatewayEventsPost } from "./generated";
import type { ReceiveGatewayEventsPostData, ReceiveGatewayEventsPostErrors } from "./generated";

declare const process: { argv: string[]; stdin: AsyncIterable<Uint8Array> };

async function standardInput(): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of process.stdin) text += decoder.decode(chunk, { stream: true });
  return text;
}

async function main(baseUrl: string, token: string): Promise<void> {
  const body: ReceiveGatewayEventsPostData["body"] = JSON.parse(await standardInput());
  const client = createClient({ baseUrl, auth: token });
  const { data, error, response } = await receiveGatewayEventsPost({ client, body });
  const status = response?.status;
  if (data) {
    const ids: string[] = data.ids;
    console.log(JSON.stringify({ status, ids }));
  } else if (error && "errors" in error) {
    const errors: ReceiveGatewayEventsPostErrors[400]["errors"] = error.errors;
    const [{ reason, problems }] = errors as [(typeof errors)[number]];
    const read = problems.map(({ path, code, words }) => [path, code, words]);
    console.log(JSON.stringify({ status, reason, problems: read }));
  } else if (error) {
    const detail: string = error.detail;
    console.log(JSON.stringify({ status, detail }));
  }
}

void main(...(process.argv.slice(2) as [string, string]));
