/** The few drawings of the page: 16 × 16, in the colour of the text, silent for screen readers. */

import { svg, html, type TemplateResult } from 'lit';

function icon(path: TemplateResult, size = 16, kind = ''): TemplateResult {
  return html`<svg
    class=${kind}
    width=${size}
    height=${size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${path}
  </svg>`;
}

export const check = () => icon(svg`<path d="M3 8.5 6.5 12 13 4.5" />`);
export const cross = () => icon(svg`<path d="m4 4 8 8M12 4l-8 8" />`);
export const arrow = () => icon(svg`<path d="M3 8h10M9 4l4 4-4 4" />`, 16, 'ahead-icon');
export const back = () => icon(svg`<path d="M13 8H3M7 4 3 8l4 4" />`, 16, 'ahead-icon');
export const down = () => icon(svg`<path d="m4 6.5 4 4 4-4" />`);
export const alert = () => icon(svg`<path d="M8 2 1.5 13.5h13L8 2ZM8 6.5v3M8 11.6v.1" />`);
export const info = () => icon(svg`<circle cx="8" cy="8" r="6.3" /><path d="M8 7.3v3.5M8 5.1v.1" />`);
export const download = () => icon(svg`<path d="M8 2.5v7M5 7l3 3 3-3M3 13h10" />`);
export const search = () => icon(svg`<circle cx="7" cy="7" r="4.3" /><path d="m10.3 10.3 3.2 3.2" />`);
export const plus = () => icon(svg`<path d="M8 3v10M3 8h10" />`);
export const ship = (size = 22) =>
  icon(svg`<path d="M2 10.5h12l-1.6 3H3.6l-1.6-3ZM4 10.5V6.8h5.4l1.6 3.7M6 6.8V3.5h2.2" />`, size);
export const file = (size = 22) =>
  icon(svg`<path d="M4 1.8h5l3.2 3.2v9.2H4V1.8ZM9 1.8V5h3.2M6 8h4.2M6 10.8h4.2" />`, size);
export const upload = (size = 28) =>
  icon(svg`<path d="M8 10.5v-7M5 6l3-3 3 3M2.8 10.8v2.4h10.4v-2.4" />`, size);
export const users = () =>
  icon(
    svg`<circle cx="6" cy="5.5" r="2.3" /><path d="M2 13c.3-2.4 1.8-3.7 4-3.7s3.7 1.3 4 3.7M10.6 3.6a2.2 2.2 0 0 1 0 3.9M12 9.7c1.2.6 1.9 1.7 2 3.3" />`,
  );
