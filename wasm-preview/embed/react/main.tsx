/** A React page around the wizard. It is compiled with its types, so that a wrong one is found. */

import { GangwayImport } from '@gangway/ui/react';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';

const getToken = async () => 'token';

function Page() {
  const [created, setCreated] = useState<number>();
  return (
    <>
      <output>{created === undefined ? 'nothing yet' : `${created} created`}</output>
      <GangwayImport
        apiUrl="/fake-api"
        module="leads"
        theme="dark"
        getToken={getToken}
        onStep={(event) => console.info(event.detail.step)}
        onComplete={(event) => setCreated(event.detail.counts.created)}
        // @ts-expect-error events hold no values of rows
        onProgress={(event) => console.info(event.detail.rows)}
      />
    </>
  );
}

createRoot(document.querySelector('#root')!).render(<Page />);
