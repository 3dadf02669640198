import './palette.css';
import { Loader, Modal, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useId, useState, type KeyboardEvent, type ReactElement } from 'react';
import { Ago } from '../parts/ago.tsx';
import { useFocusBefore } from '../parts/focus.ts';
import { RepairDialog } from '../deliveries/bulk-repair.tsx';
import { PaletteList } from './palette-list.tsx';
import type { Item } from './palette-item.ts';
import { remember } from './recent.ts';
import { useDeeds } from './use-deeds.ts';
import { useItems, type Items } from './use-items.ts';

interface PaletteProps {
  readonly opened: boolean;
  readonly close: () => void;
  readonly onHelp: () => void;
}

/** Finds and does anything from the keyboard: pages, endpoints, ids by a fragment, errors, actions. */
export function Palette({ opened, close, onHelp }: PaletteProps): ReactElement {
  const { act, asking, dialogs, repairing, repaired } = useDeeds(onHelp);
  useFocusBefore(opened, asking);
  const choose = (item: Item): void => {
    close();
    remember(item);
    act(item.deed);
  };
  return (
    <>
      <Modal
        opened={opened}
        onClose={close}
        withCloseButton={false}
        padding={0}
        size="lg"
        yOffset="10vh"
        centered={false}
        title={<VisuallyHidden>Search and actions</VisuallyHidden>}
        // The title is for screen readers: its bar takes no room.
        styles={{ header: { minHeight: 0, padding: 0 } }}
      >
        {opened && <Finder choose={choose} />}
      </Modal>
      <RepairDialog repair={repairing} close={repaired} />
      {dialogs}
    </>
  );
}

function Finder({ choose }: { readonly choose: (item: Item) => void }): ReactElement {
  const id = useId();
  const [written, write] = useState('');
  const [picked, pick] = useState(0);
  const { items, searching, searchedTo } = useItems(written);
  const current = Math.min(picked, items.length - 1);
  const [waiting, wait] = useState(false);
  // Enter behind an id that was pasted means what the gateway finds, not what the console knows before.
  useEffect(() => {
    const [first] = items;
    if (waiting && !searching && first && first.refusal === undefined) choose(first);
  }, [waiting, searching, items, choose]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = items.length - 1;
    if (event.key === 'ArrowDown') pick(current >= last ? 0 : current + 1);
    else if (event.key === 'ArrowUp') pick(current <= 0 ? last : current - 1);
    else if (event.key === 'Enter' && searching && current <= 0) wait(true);
    else if (event.key === 'Enter' && items[current]) {
      if (items[current].refusal === undefined) choose(items[current]);
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        value={written}
        onChange={(event) => {
          write(event.currentTarget.value);
          pick(0);
          wait(false);
        }}
        onKeyDown={onKeyDown}
        size="md"
        variant="unstyled"
        px="md"
        py={6}
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={items.length > 0 ? id : undefined}
        aria-activedescendant={items.length > 0 ? `${id}-${current}` : undefined}
        aria-autocomplete="list"
        aria-label="Find anything, or write an action"
        placeholder="Name, part of an ID, error, action: pause CRM"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        leftSection={<IconSearch size={18} />}
        rightSection={searching ? <Loader size={16} aria-label="Searching" /> : null}
        style={{ borderBottom: '1px solid var(--line)' }}
        data-autofocus
      />
      {items.length > 0 && (
        <PaletteList id={id} items={items} picked={current} onPick={pick} onChoose={choose} />
      )}
      <Footer items={items} written={written} searching={searching} searchedTo={searchedTo} />
    </>
  );
}

interface State extends Items {
  readonly written: string;
}

/** Tells how many lines there are, and how far back the gateway searched. */
function Footer({ searchedTo, ...state }: State): ReactElement {
  const { items, searching } = state;
  return (
    <Text size="sm" c="dimmed" px="md" pb="sm" pt={items.length === 0 ? 'sm' : 0} aria-live="polite">
      {note(state)}
      {searchedTo !== null && !searching && (
        <>
          {' '}
          Fragments and errors were searched back to <Ago at={searchedTo} />; the lists go further.
        </>
      )}
    </Text>
  );
}

function note({ items, written, searching }: Omit<State, 'searchedTo'>): string {
  if (searching) return 'Searching…';
  if (items.length > 0) return `${items.length} results`;
  return written.trim().length < 2 ? 'Type at least two characters.' : 'Nothing found.';
}
