import '@mantine/core/styles/Menu.css';
import { Button, Group, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { viewsQuery } from '../api/queries.ts';
import type { View, ViewPage } from '../api/types.ts';
import { Confirm, type Question } from '../parts/confirm.tsx';
import { notify, notifyError, Problem } from '../parts/feedback.tsx';
import { MayItem } from '../parts/may-item.tsx';

interface ViewsProps {
  readonly page: ViewPage;
  /** The present query, which may be saved. */
  readonly query: string;
  readonly onChoose: (query: string) => void;
}

/** Saved views of a list, for all operators: chosen, saved and removed. */
export function ViewsMenu({ page, query, onChoose }: ViewsProps): ReactElement {
  const { data = [] } = useQuery(viewsQuery);
  const views = data.filter((view) => view.page === page);
  const current = views.find((view) => view.q === query);
  const [saving, save] = useState(false);
  const [leaving, leave] = useState<View | null>(null);
  const remove = useRemoval();
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            variant="default"
            className={current ? undefined : 'icon-on-phone'}
            leftSection={<IconBookmark size={15} />}
            maw={220}
          >
            <span className="clip">{current?.name ?? 'Views'}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
          {views.length === 0 && <Menu.Label>No saved views yet</Menu.Label>}
          {views.map((view) => (
            <Menu.Item
              key={view.id}
              onClick={() => onChoose(view.q)}
              aria-current={view === current || undefined}
            >
              <Text size="sm" fw={view === current ? 600 : 500} className="break">
                <bdi>{view.name}</bdi>
              </Text>
              <Text size="xs" c="dimmed" className="clip mono">
                {view.q}
              </Text>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <MayItem needs="operator" disabled={query === ''} onClick={() => save(true)}>
            Save this view…
          </MayItem>
          {current && (
            <MayItem needs="operator" leftSection={<IconTrash size={15} />} onClick={() => leave(current)}>
              Delete “{current.name}”…
            </MayItem>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={saving} onClose={() => save(false)} title="Save view">
        {saving && <SaveView page={page} query={query} views={views} close={() => save(false)} />}
      </Modal>
      <Confirm
        question={leaving && removalQuestion(leaving, () => remove.mutate(leaving))}
        close={() => leave(null)}
      />
    </>
  );
}

function removalQuestion({ name }: View, act: () => void): Question {
  return {
    title: 'Delete view?',
    text: `“${name}” is deleted for all operators. No event or delivery is changed.`,
    confirmLabel: 'Delete view',
    no: 'Cancel',
    dangerous: true,
    act,
  };
}

function useRemoval() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (view: View) => api.removeView(view.id),
    onSuccess: async (_, { name }) => {
      notify(`View “${name}” deleted`);
      await queries.invalidateQueries({ queryKey: ['views'] });
    },
    onError: (error) => notifyError('Cannot delete the view', error),
  });
}

interface SaveProps extends Omit<ViewsProps, 'onChoose'> {
  readonly views: readonly View[];
  readonly close: () => void;
}

/** Names a view. A name that is taken replaces the view that has it, and the button says so. */
function SaveView({ page, query, views, close }: SaveProps): ReactElement {
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const taken = views.find((view) => view.name.toLowerCase() === name.trim().toLowerCase());
  const save = useMutation({
    mutationFn: () => {
      const draft = { page, name: name.trim(), q: query };
      return taken ? api.updateView(taken.id, draft) : api.addView(draft);
    },
    onSuccess: async () => {
      notify(`View “${name.trim()}” saved`, 'All operators see it.');
      close();
      await queries.invalidateQueries({ queryKey: ['views'] });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text className="break mono">{query}</Text>
        <TextInput
          label="Name"
          description={
            taken ? `Replaces the query of “${taken.name}”.` : 'All operators see the view under this name.'
          }
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {save.error && <Problem error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" disabled={name.trim() === ''} loading={save.isPending}>
            {taken ? 'Replace view' : 'Save view'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
