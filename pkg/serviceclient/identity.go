package serviceclient

import (
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

const (
	identityIssuer   = "vigil-aiops-app"
	identityAudience = "vigil-service"
	identityLifetime = 60 * time.Second
	anonymousLogin   = "anonymous"
	grafanaLogin     = "grafana"
)

// Role is a basic role of Grafana.
type Role string

// The roles that Vigil tells apart. A Grafana user can also have none of them.
const (
	RoleViewer Role = "Viewer"
	RoleEditor Role = "Editor"
	RoleAdmin  Role = "Admin"
)

var roleRank = map[Role]int{RoleViewer: 1, RoleEditor: 2, RoleAdmin: 3}

// Includes reports whether somebody with this role may do what `needed` may do.
func (r Role) Includes(needed Role) bool {
	return roleRank[r] >= roleRank[needed]
}

// Identity is on whose behalf a request goes to the service.
type Identity struct {
	Login string
	Name  string
	OrgID int64
	Role  Role
}

// IdentityOf takes the identity from a Grafana request. A request that Grafana makes by itself, without a user, reads as a viewer.
func IdentityOf(pluginContext backend.PluginContext) Identity {
	orgID := pluginContext.OrgID
	user := pluginContext.User
	if user == nil {
		return Identity{Login: grafanaLogin, Name: "Grafana", OrgID: orgID, Role: RoleViewer}
	}
	login := user.Login
	if login == "" {
		login = anonymousLogin
	}
	return Identity{Login: login, Name: user.Name, OrgID: orgID, Role: Role(user.Role)}
}

// Claims are what the service learns about an identity; see contract/src/identity.schema.ts.
type Claims struct {
	Issuer    string `json:"iss"`
	Audience  string `json:"aud"`
	Subject   string `json:"sub"`
	Name      string `json:"name"`
	OrgID     int64  `json:"org"`
	Role      Role   `json:"role"`
	IssuedAt  int64  `json:"iat"`
	ExpiresAt int64  `json:"exp"`
}

// NewClaims makes the claims of an identity as of now.
func NewClaims(identity Identity, now time.Time) Claims {
	return Claims{
		Issuer:    identityIssuer,
		Audience:  identityAudience,
		Subject:   identity.Login,
		Name:      identity.Name,
		OrgID:     identity.OrgID,
		Role:      identity.Role,
		IssuedAt:  now.Unix(),
		ExpiresAt: now.Add(identityLifetime).Unix(),
	}
}

// Sign makes the token that carries the claims.
func (c Claims) Sign(secret string) (string, error) {
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, c).SignedString([]byte(secret))
	if err != nil {
		return "", fmt.Errorf("signing the identity: %w", err)
	}
	return token, nil
}

// GetExpirationTime is part of jwt.Claims.
func (c Claims) GetExpirationTime() (*jwt.NumericDate, error) {
	return jwt.NewNumericDate(time.Unix(c.ExpiresAt, 0)), nil
}

// GetIssuedAt is part of jwt.Claims.
func (c Claims) GetIssuedAt() (*jwt.NumericDate, error) {
	return jwt.NewNumericDate(time.Unix(c.IssuedAt, 0)), nil
}

// GetNotBefore is part of jwt.Claims: the claims hold from the moment of issue.
func (c Claims) GetNotBefore() (*jwt.NumericDate, error) { return nil, nil }

// GetIssuer is part of jwt.Claims.
func (c Claims) GetIssuer() (string, error) { return c.Issuer, nil }

// GetSubject is part of jwt.Claims.
func (c Claims) GetSubject() (string, error) { return c.Subject, nil }

// GetAudience is part of jwt.Claims.
func (c Claims) GetAudience() (jwt.ClaimStrings, error) { return jwt.ClaimStrings{c.Audience}, nil }
