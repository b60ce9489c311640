/** What the local service answers: `Status` 0 is done; otherwise `Message` and `Code` say why (docs/local-service.md). */
export interface Answer {
  Status: number;
  Message: string;
  Error: string;
  Code?: string;
  [field: string]: unknown;
}

export interface Kyso {
  /** Where the service is: `wss://127.0.0.1:8987`. */
  base: string;
  /** One operation of docs/local-service.md; never rejects: why nothing was done stands in the answer. */
  ask(operation: string, message?: string | object): Promise<Answer>;
}

export declare const kyso: Kyso;
export default kyso;
