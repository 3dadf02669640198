import '@mantine/core/styles/Table.css';
import { Kbd, Modal, Table } from '@mantine/core';
import type { ReactElement } from 'react';

const KEYS: readonly (readonly [string, string])[] = [
  ['Ctrl K or /', 'Search anything by a part of its name or ID, and run actions'],
  ['j', 'Next row'],
  ['k', 'Previous row'],
  ['Enter', 'Open the row'],
  ['x', 'Select the row; Shift and a click select all up to it'],
  ['r', 'Redeliver the selected or open delivery; retry it now if it is pending'],
  ['l', 'Pause or resume live updates'],
  ['?', 'This help'],
];

export function Help({ onClose }: { readonly onClose: () => void }): ReactElement {
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts">
      <Table withRowBorders={false}>
        <Table.Tbody>
          {KEYS.map(([key, does]) => (
            <Table.Tr key={key}>
              <Table.Td w={110}>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
