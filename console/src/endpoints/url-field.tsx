import '@mantine/core/styles/PasswordInput.css';
import { Button, PasswordInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ClipboardEvent, FocusEvent, ReactElement, ReactNode, Ref } from 'react';
import type { FormValues } from './form-values.ts';
import { tidyUrl, withScheme } from './url-text.ts';

interface UrlProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly description: string;
  readonly placeholder?: string;
  /** The error of the whole form; the field's own where left out. */
  readonly error?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** Asks for the URL of an endpoint, hidden as it is typed. Text pasted around a URL is removed, and `https://` is offered. */
export function UrlField({ form, description, placeholder, error, inputRef }: UrlProps): ReactElement {
  const { onBlur, ...input } = form.getInputProps('url');
  const set = (url: string): void => form.setFieldValue('url', url);
  const tidy = (event: FocusEvent): void => {
    const url = tidyUrl(form.values.url);
    if (url !== form.values.url) set(url);
    onBlur?.(event);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const { value, selectionStart: start, selectionEnd: end } = event.currentTarget;
    // A paste into existing text is a part of a URL, not a whole one.
    if (start !== 0 || end !== value.length) return;
    event.preventDefault();
    set(tidyUrl(event.clipboardData.getData('text')));
  };
  const offered = withScheme(form.values.url);
  return (
    <div>
      <PasswordInput
        label="URL"
        description={description}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        ref={inputRef}
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the URL' }}
        {...input}
        onBlur={tidy}
        onPaste={paste}
        error={error ?? form.errors['url']}
      />
      {offered !== null && (
        <Button size="compact-sm" variant="default" mt={8} onClick={() => set(offered)}>
          Add https:// in front
        </Button>
      )}
    </div>
  );
}
