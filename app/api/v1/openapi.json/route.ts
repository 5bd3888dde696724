import { openApiDocument } from '@/lib/api/openapi';
import { route } from '@/lib/api/route';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route('/openapi.json', { GET: () => openApiDocument() });
