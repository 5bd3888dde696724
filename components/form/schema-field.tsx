import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { pointerOf } from '@/lib/domain/json-pointer';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import type { Json, JsonObject } from '@/lib/domain/json';
import { drawnBy, membersOf } from './control';
import { emptyValue, type FieldSchema, type Member } from './field-schema';
import { JsonInput } from './json-input';
import { ChoiceInput, NumberInput, SwitchInput, TextInput } from './scalar-inputs';

interface FieldProps {
  path: string[];
  label: string;
  value: Json;
  onChange: (value: Json) => void;
  /** What is wrong, by RFC 6901 pointer from the form's root. */
  errors: ReadonlyMap<string, string>;
  /** Stands beside the label, such as a button that takes the field away. */
  aside?: ReactNode;
}
type Of<Kind extends FieldSchema['kind']> = FieldProps & { schema: Extract<FieldSchema, { kind: Kind }> };

/** One value of a form, drawn as its schema says; whatever does not fit the schema is edited as JSON. */
export function SchemaField({ schema, ...props }: FieldProps & { schema: FieldSchema }) {
  const { value, onChange, label } = props;
  if (schema.nullable && value === null) {
    return (
      <Absent label={`Give ${label} a value`} onAdd={() => onChange(emptyValue({ ...schema, nullable: false }))}>
        {label}: nothing
      </Absent>
    );
  }
  const aside = (
    <>
      {schema.nullable && <RemoveButton label={`Set ${label} to nothing`} onClick={() => onChange(null)} />}
      {props.aside}
    </>
  );
  const drawn = drawnBy(schema, value);
  if (drawn.kind === 'group') return <GroupField {...props} schema={drawn} aside={aside} />;
  if (drawn.kind === 'list') return <ListField {...props} schema={drawn} aside={aside} />;
  return <SingleField {...props} schema={drawn} aside={aside} />;
}

function SingleField({ schema, path, label, value, onChange, errors, aside }: FieldProps & { schema: FieldSchema }) {
  return (
    <div className="flex items-start gap-1">
      <div className="min-w-0 flex-1">
        <Field label={label} hint={schema.description} error={errors.get(pointerOf(path)) ?? firstBelow(errors, path)}>
          {(control) => {
            switch (schema.kind) {
              case 'text':
                return <TextInput {...control} schema={schema} value={value} onChange={onChange} />;
              case 'number':
                return <NumberInput {...control} schema={schema} value={value} onChange={onChange} />;
              case 'boolean':
                return <SwitchInput {...control} value={value} onChange={onChange} />;
              case 'choice':
                return <ChoiceInput {...control} schema={schema} value={value} onChange={onChange} />;
              default:
                return <JsonInput {...control} value={value} onChange={onChange} />;
            }
          }}
        </Field>
      </div>
      <div className="flex pt-[22px]">{aside}</div>
    </div>
  );
}

function GroupField({ schema, path, label, value, onChange, errors, aside }: Of<'group'>) {
  const given = isObject(value) ? value : {};
  const change = (name: string, next: Json | undefined) => {
    const { [name]: _, ...others } = given;
    onChange(next === undefined ? others : { ...given, [name]: next });
  };
  const fields = membersOf(schema, given).map((member) => (
    <MemberField
      key={member.name}
      member={member}
      path={[...path, member.name]}
      value={given[member.name]}
      onChange={(next) => change(member.name, next)}
      errors={errors}
    />
  ));
  if (path.length === 0) return <div className="flex flex-col gap-3">{fields}</div>;
  return (
    <Block label={label} description={schema.description} error={errors.get(pointerOf(path))} aside={aside}>
      {fields}
    </Block>
  );
}

interface MemberProps extends Omit<FieldProps, 'value' | 'onChange' | 'label'> {
  member: Member;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}

function MemberField({ member, value, onChange, path, errors }: MemberProps) {
  if (value === undefined) {
    return (
      <Absent
        label={`Add ${member.name}`}
        error={errors.get(pointerOf(path))}
        onAdd={() => onChange(emptyValue(member.schema))}
      >
        {member.name}: left out
      </Absent>
    );
  }
  return (
    <SchemaField
      schema={member.schema}
      path={path}
      label={member.name}
      value={value}
      onChange={onChange}
      errors={errors}
      aside={
        !member.required && <RemoveButton label={`Leave out ${member.name}`} onClick={() => onChange(undefined)} />
      }
    />
  );
}

function ListField({ schema, path, label, value, onChange, errors, aside }: Of<'list'>) {
  const items = Array.isArray(value) ? value : [];
  return (
    <Block label={label} description={schema.description} error={errors.get(pointerOf(path))} aside={aside}>
      {items.map((item, index) => (
        <SchemaField
          key={index}
          schema={schema.item}
          path={[...path, String(index)]}
          label={`${label} ${index + 1}`}
          value={item}
          onChange={(next) => onChange(items.with(index, next))}
          errors={errors}
          aside={
            <RemoveButton label={`Remove ${label} ${index + 1}`} onClick={() => onChange(items.toSpliced(index, 1))} />
          }
        />
      ))}
      <Button size="small" className="self-start" onClick={() => onChange([...items, emptyValue(schema.item)])}>
        <Plus aria-hidden />
        Add to {label}
      </Button>
    </Block>
  );
}

interface BlockProps {
  label: string;
  description: string | undefined;
  error: string | undefined;
  aside: ReactNode;
  children: ReactNode;
}

function Block({ label, description, error, aside, children }: BlockProps) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-l-2 pl-3">
      <legend className="float-left mb-2 flex w-full items-center justify-between text-small font-medium">
        {label}
        <span className="flex">{aside}</span>
      </legend>
      {description && <p className="text-meta text-quiet">{description}</p>}
      {children}
      {error && (
        <p role="alert" className="text-meta text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface AbsentProps {
  label: string;
  error?: string | undefined;
  onAdd: () => void;
  children: ReactNode;
}

function Absent({ label, error, onAdd, children }: AbsentProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 text-small text-quiet">
      <span>{children}</span>
      <Button size="small" aria-label={label} onClick={onAdd}>
        <Plus aria-hidden />
        Add
      </Button>
      {error && (
        <p role="alert" className="w-full text-meta text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button look="quiet" size="icon" aria-label={label} title={label} onClick={onClick}>
      <X aria-hidden />
    </Button>
  );
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A control for a whole value shows what is wrong anywhere inside it. */
function firstBelow(errors: ReadonlyMap<string, string>, path: string[]): string | undefined {
  const inside = `${pointerOf(path)}/`;
  return [...errors].find(([pointer]) => pointer.startsWith(inside))?.[1];
}
