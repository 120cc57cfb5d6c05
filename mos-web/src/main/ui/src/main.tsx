import { render } from 'preact';
import './tokens.css';
import './page.css';
import { start } from './live.ts';
import { Page } from './page.tsx';

const app = document.getElementById('app');
if (app !== null) {
  render(<Page />, app);
  start();
}
