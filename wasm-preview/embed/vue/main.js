import '@gangway/ui/define';
import { createApp } from 'vue';

import Page from './Page.vue';

createApp(Page).mount('#root');
