import { createRoot } from 'react-dom/client';
import './app/base.css';
import { App } from './app/app';
import { chooseLanguage, preferredLanguage } from './app/language';

const root = document.getElementById('root');
await chooseLanguage(preferredLanguage(window.location.pathname));
if (root) createRoot(root).render(<App />);
