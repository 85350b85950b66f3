// What `assets/playbook.js` holds; `generator/publish/export.py` says what each field is.
interface Playbook {
  areas: Record<string, { title: string; address: string }>;
  themes: Record<string, {
    title: string; address: string; area: string; mentor_brings: string[];
    partner_brings: string[]; experiment: string; watch_for: string[];
  }>;
  questions: PlaybookQuestion[];
  failure_modes: Record<string, { title: string; address: string; sign: string }>;
  agenda: AgendaStep[];
}
interface PlaybookQuestion {
  id: string; text: string; askers: string[]; theme: string; depth: number;
  follow_up: string; caution: string;
}
interface AgendaStep {
  title: string; minutes: number; shortest: number;
  mentor: string; partner: string; remote: string;
}
interface Window { playbook?: Playbook }
