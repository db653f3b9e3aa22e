import { z } from 'zod';

export const role = z.enum(['Viewer', 'Editor', 'Admin']);
export type Role = z.infer<typeof role>;

export const identityIssuer = 'vigil-aiops-app';
export const identityAudience = 'vigil-service';

/** Claims of the HS256 token with which the app backend speaks for a Grafana user; it lives 60 seconds. */
export const identityClaims = z.object({
  iss: z.literal(identityIssuer),
  aud: z.literal(identityAudience),
  sub: z.string().min(1),
  name: z.string(),
  org: z.int().positive(),
  role,
  iat: z.int(),
  exp: z.int(),
});
export type IdentityClaims = z.infer<typeof identityClaims>;
