import { isDateTime, isHostname, isIri, isIriReference, isUri, isUriReference } from '@hyperjump/json-schema-formats';
import type { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { isIdnHostname } from 'idn-hostname';

/**
 * The formats of JSON Schema. Those whose usual expressions say yes to what their standard forbids are replaced by
 * stricter ones; internationalised e-mail addresses and host names are not among them.
 */
export function addStrictFormats(ajv: Ajv): void {
  addFormats.default(ajv);
  const strict = { 'date-time': isDateTime, hostname: isStrictHostname, uri: isUri, 'uri-reference': isUriReference };
  for (const [name, format] of Object.entries({ ...strict, iri: isIri, 'iri-reference': isIriReference })) {
    ajv.addFormat(name, format);
  }
}

/** RFC 1123, and each label in Punycode one that RFC 5891 allows. */
function isStrictHostname(text: string): boolean {
  if (!isHostname(text)) return false;
  try {
    return isIdnHostname(text);
  } catch {
    return false;
  }
}
