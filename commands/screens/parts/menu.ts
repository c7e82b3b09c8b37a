/** The screens behind the figures: one key to each phase, from anywhere. */
export const MENU = [
  {key: '1', screen: 'registration'},
  {key: '2', screen: 'plan'},
  {key: '3', screen: 'enrolment'},
  {key: '4', screen: 'day'},
  {key: '5', screen: 'results'},
  {key: '6', screen: 'decisions'},
  {key: '7', screen: 'tasks'},
  {key: '8', screen: 'outbox'},
  {key: '9', screen: 'archive'},
  {key: '0', screen: 'home'},
] as const
