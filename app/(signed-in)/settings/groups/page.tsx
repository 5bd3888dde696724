import { GroupsScreen } from '@/components/people/groups-screen';

export default function GroupsPage() {
  return <GroupsScreen />;
}
