export const OPERATIONS = {
    "nouns": {
        "users": "People, their roles and groups",
        "access_keys": "Access keys of people",
        "devices": "Devices of people",
        "sessions": "Sessions",
        "consents": "Consents that people gave",
        "clients": "OAuth clients: agents, applications, services",
        "secrets": "Secrets of clients",
        "registration_tokens": "Tokens by which clients register themselves",
        "scopes": "Scopes",
        "issuers": "Trusted issuers and workload rules",
        "sign_in_providers": "Companies by which people sign in",
        "authorization_servers": "Authorization servers of upstreams",
        "upstreams": "MCP servers and A2A agents, and their tools",
        "policies": "Rules of who may reach what",
        "keys": "Signing keys",
        "audit": "Evidence",
        "evidence_receivers": "Receivers to which evidence is pushed",
        "reports": "Reports",
        "bans": "Bans of addresses",
        "settings": "Settings and limits in effect",
        "jobs": "Periodic jobs"
    },
    "operations": [
        {
            "id": "access_keys.delete",
            "verb": "delete",
            "path": "/api/v1/admin/access-keys/{id}",
            "summary": "Delete an access key",
            "description": "Scripts that use it are refused from the next call on.",
            "roles": [
                "owner",
                "admin",
                "security_operator"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "access_keys.list",
            "verb": "get",
            "path": "/api/v1/admin/access-keys",
            "summary": "List access keys",
            "description": "Access keys, for administrators: for whom there are which, and to end them.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "active",
                    "schema": {
                        "type": "boolean"
                    }
                },
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "user_id",
                    "schema": {
                        "type": "string"
                    }
                }
            ],
            "columns": [
                "id",
                "prefix",
                "user_id",
                "session_id",
                "name",
                "scope",
                "resources",
                "addresses",
                "active",
                "last_used_at",
                "created_at",
                "expires_at",
                "closed_at",
                "close_reason"
            ]
        },
        {
            "id": "access_keys.read",
            "verb": "get",
            "path": "/api/v1/admin/access-keys/{id}",
            "summary": "Show one access key",
            "description": "Access keys, for administrators: for whom there are which, and to end them.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "id",
                "prefix",
                "user_id",
                "session_id",
                "name",
                "scope",
                "resources",
                "addresses",
                "active",
                "last_used_at",
                "created_at",
                "expires_at",
                "closed_at",
                "close_reason"
            ]
        },
        {
            "id": "access_keys.revoke",
            "verb": "post",
            "path": "/api/v1/admin/access-keys/revoke",
            "summary": "End the live access keys that a filter finds",
            "description": "End the live access keys that a filter finds. With them ends every token that they were exchanged for; `?dry_run=true` tells first how many they are.",
            "roles": [
                "owner",
                "admin",
                "security_operator"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ],
            "body": "AccessKeyRevocationRequest",
            "columns": [
                "matched",
                "closed"
            ]
        },
        {
            "id": "audit.export",
            "verb": "get",
            "path": "/api/v1/admin/audit/export",
            "summary": "Export evidence that proves itself",
            "description": "Export evidence that proves itself. Whole checkpoints from a time to a time, as lines of JSON; a checkpoint closes it, so that a cut end shows.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                }
            ]
        },
        {
            "id": "audit.list",
            "verb": "get",
            "path": "/api/v1/admin/audit",
            "summary": "List receipts",
            "description": "Search receipts, the newest first. What is recorded meanwhile moves no page: whoever follows `next` meets no receipt twice, and every one that was there when the first page was read.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "agent",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "decision",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny",
                            "done"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "reason",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "rule",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "sid",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "sub",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "tool",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "tree",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "txn",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "upstream",
                    "schema": {
                        "type": "string"
                    }
                }
            ],
            "columns": [
                "at",
                "client_id",
                "id",
                "reason",
                "sid",
                "kind",
                "upstream",
                "tool",
                "rule",
                "decision",
                "hash",
                "writer",
                "seq",
                "sub",
                "txn",
                "act",
                "ancestors",
                "resource",
                "policy_version",
                "request_id",
                "origin",
                "detail",
                "prev"
            ]
        },
        {
            "id": "audit.proof",
            "verb": "get",
            "path": "/api/v1/admin/audit/{id}/proof",
            "summary": "Show the proof of one receipt",
            "description": "Show the proof of one receipt. That it is in a checkpoint, without any other receipt.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ]
        },
        {
            "id": "audit.read",
            "verb": "get",
            "path": "/api/v1/admin/audit/{id}",
            "summary": "Show one receipt",
            "description": "What proves itself is the export's.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "at",
                "client_id",
                "id",
                "reason",
                "sid",
                "kind",
                "upstream",
                "tool",
                "rule",
                "decision",
                "hash",
                "writer",
                "seq",
                "sub",
                "txn",
                "act",
                "ancestors",
                "resource",
                "policy_version",
                "request_id",
                "origin",
                "detail",
                "prev"
            ]
        },
        {
            "id": "audit.search_csv",
            "verb": "get",
            "path": "/api/v1/admin/audit/search.csv",
            "summary": "Search receipts, and take all of them as a table (RFC 4180) that no spreadsheet takes for formulas",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "agent",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "decision",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny",
                            "done"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "reason",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "rule",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "sid",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "sub",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "tool",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "tree",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "txn",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "upstream",
                    "schema": {
                        "type": "string"
                    }
                }
            ]
        },
        {
            "id": "audit.search_ndjson",
            "verb": "get",
            "path": "/api/v1/admin/audit/search.ndjson",
            "summary": "Search receipts, and take all of them as lines of JSON",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "agent",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "decision",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny",
                            "done"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "reason",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "rule",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "sid",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "sub",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "tool",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "tree",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "txn",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "upstream",
                    "schema": {
                        "type": "string"
                    }
                }
            ]
        },
        {
            "id": "authorization_servers.create",
            "verb": "post",
            "path": "/api/v1/admin/authorization-servers",
            "summary": "Create an authorization server",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "AuthorizationServerRequest",
            "columns": [
                "created_at",
                "updated_at",
                "issuer",
                "name",
                "resources",
                "scope",
                "status",
                "id"
            ]
        },
        {
            "id": "authorization_servers.delete",
            "verb": "delete",
            "path": "/api/v1/admin/authorization-servers/{id}",
            "summary": "Delete an authorization server",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "authorization_servers.list",
            "verb": "get",
            "path": "/api/v1/admin/authorization-servers",
            "summary": "List authorization servers",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "issuer",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "status",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive"
                        ]
                    }
                }
            ],
            "columns": [
                "created_at",
                "updated_at",
                "issuer",
                "name",
                "resources",
                "scope",
                "status",
                "id"
            ]
        },
        {
            "id": "authorization_servers.read",
            "verb": "get",
            "path": "/api/v1/admin/authorization-servers/{id}",
            "summary": "Show one authorization server",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "created_at",
                "updated_at",
                "issuer",
                "name",
                "resources",
                "scope",
                "status",
                "id"
            ]
        },
        {
            "id": "authorization_servers.update",
            "verb": "patch",
            "path": "/api/v1/admin/authorization-servers/{id}",
            "summary": "Change an authorization server",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "AuthorizationServerRequestChange",
            "columns": [
                "created_at",
                "updated_at",
                "issuer",
                "name",
                "resources",
                "scope",
                "status",
                "id"
            ]
        },
        {
            "id": "bans.create",
            "verb": "post",
            "path": "/api/v1/admin/bans",
            "summary": "Create a ban",
            "roles": [
                "owner",
                "admin",
                "security_operator"
            ],
            "query": [
                {
                    "name": "force",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "false",
                            "true"
                        ]
                    }
                }
            ],
            "body": "BanRequest",
            "columns": [
                "created_at",
                "updated_at",
                "reason",
                "expires_at",
                "id",
                "range",
                "network",
                "source"
            ]
        },
        {
            "id": "bans.delete",
            "verb": "delete",
            "path": "/api/v1/admin/bans/{id}",
            "summary": "Delete a ban",
            "roles": [
                "owner",
                "admin",
                "security_operator"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "bans.list",
            "verb": "get",
            "path": "/api/v1/admin/bans",
            "summary": "List bans",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "range",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "source",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "administrator",
                            "automatic"
                        ]
                    }
                }
            ],
            "columns": [
                "created_at",
                "updated_at",
                "reason",
                "expires_at",
                "id",
                "range",
                "network",
                "source"
            ]
        },
        {
            "id": "bans.read",
            "verb": "get",
            "path": "/api/v1/admin/bans/{id}",
            "summary": "Show one ban",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "created_at",
                "updated_at",
                "reason",
                "expires_at",
                "id",
                "range",
                "network",
                "source"
            ]
        },
        {
            "id": "bans.update",
            "verb": "patch",
            "path": "/api/v1/admin/bans/{id}",
            "summary": "Change a ban",
            "roles": [
                "owner",
                "admin",
                "security_operator"
            ],
            "query": [
                {
                    "name": "force",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "false",
                            "true"
                        ]
                    }
                }
            ],
            "body": "BanChangeRequestChange",
            "columns": [
                "created_at",
                "updated_at",
                "reason",
                "expires_at",
                "id",
                "range",
                "network",
                "source"
            ]
        },
        {
            "id": "client_secrets.revoke",
            "verb": "post",
            "path": "/api/v1/admin/client-secrets/revoke",
            "summary": "Delete the secrets of clients that a filter finds",
            "description": "Delete the secrets of clients that a filter finds. The last one of each client stays, and `kept` tells how many these are: to take a client's access away, deactivate it. `?dry_run=true` tells all of it first.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "agent_owner"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ],
            "body": "ClientSecretRevocationRequest",
            "columns": [
                "matched",
                "deleted",
                "kept"
            ]
        },
        {
            "id": "clients.create",
            "verb": "post",
            "path": "/api/v1/admin/clients",
            "summary": "Create a client",
            "description": "The answer is the only one that ever shows the secret; a public client has none.\n\n`client_secret`: this answer alone ever shows it.",
            "roles": [
                "owner",
                "admin",
                "agent_owner"
            ],
            "body": "ClientRequest",
            "columns": [
                "purpose_stated",
                "created_at",
                "updated_at",
                "dpop_bound_access_tokens",
                "tls_client_certificate_bound_access_tokens",
                "exchange_from",
                "exchange_id_tokens",
                "device_authorization_administration",
                "resources",
                "audiences",
                "default_audience",
                "plugin_ids",
                "expires_at",
                "purpose",
                "subject",
                "client_uri",
                "redirect_uris",
                "post_logout_redirect_uris",
                "backchannel_logout_uri",
                "backchannel_logout_session_required",
                "subject_type",
                "sector_identifier_uri",
                "first_party",
                "require_pushed_authorization_requests",
                "introspects",
                "id_token_signed_response_alg",
                "introspection_signed_response_alg",
                "userinfo_signed_response_alg",
                "status",
                "tls_client_auth_subject_dn",
                "tls_client_auth_san_dns",
                "tls_client_auth_san_uri",
                "tls_client_auth_san_ip",
                "tls_client_auth_san_email",
                "client_name",
                "kind",
                "owner_id",
                "grant_types",
                "scope",
                "token_endpoint_auth_method",
                "jwks_uri",
                "token_endpoint_auth_signing_alg",
                "client_id",
                "registration",
                "client_secret",
                "client_secret_id"
            ]
        },
        {
            "id": "clients.delete",
            "verb": "delete",
            "path": "/api/v1/admin/clients/{client_id}",
            "summary": "Delete a client",
            "description": "Its sessions end, and its secrets and consents go with it; evidence of it stays.",
            "roles": [
                "owner",
                "admin",
                "agent_owner"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "clients.list",
            "verb": "get",
            "path": "/api/v1/admin/clients",
            "summary": "List clients",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "agent_owner"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "client_id_prefix",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "expires_before",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "agent",
                            "application",
                            "service"
                        ]
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "name_prefix",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "orphaned",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "false",
                            "true"
                        ]
                    }
                },
                {
                    "name": "owner_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "status",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive"
                        ]
                    }
                }
            ],
            "columns": [
                "purpose_stated",
                "created_at",
                "updated_at",
                "dpop_bound_access_tokens",
                "tls_client_certificate_bound_access_tokens",
                "exchange_from",
                "exchange_id_tokens",
                "device_authorization_administration",
                "resources",
                "audiences",
                "default_audience",
                "plugin_ids",
                "expires_at",
                "purpose",
                "subject",
                "client_uri",
                "redirect_uris",
                "post_logout_redirect_uris",
                "backchannel_logout_uri",
                "backchannel_logout_session_required",
                "subject_type",
                "sector_identifier_uri",
                "first_party",
                "require_pushed_authorization_requests",
                "introspects",
                "id_token_signed_response_alg",
                "introspection_signed_response_alg",
                "userinfo_signed_response_alg",
                "status",
                "tls_client_auth_subject_dn",
                "tls_client_auth_san_dns",
                "tls_client_auth_san_uri",
                "tls_client_auth_san_ip",
                "tls_client_auth_san_email",
                "client_name",
                "kind",
                "owner_id",
                "grant_types",
                "scope",
                "token_endpoint_auth_method",
                "jwks_uri",
                "token_endpoint_auth_signing_alg",
                "client_id",
                "registration"
            ]
        },
        {
            "id": "clients.read",
            "verb": "get",
            "path": "/api/v1/admin/clients/{client_id}",
            "summary": "Show one client",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "agent_owner"
            ],
            "columns": [
                "purpose_stated",
                "created_at",
                "updated_at",
                "dpop_bound_access_tokens",
                "tls_client_certificate_bound_access_tokens",
                "exchange_from",
                "exchange_id_tokens",
                "device_authorization_administration",
                "resources",
                "audiences",
                "default_audience",
                "plugin_ids",
                "expires_at",
                "purpose",
                "subject",
                "client_uri",
                "redirect_uris",
                "post_logout_redirect_uris",
                "backchannel_logout_uri",
                "backchannel_logout_session_required",
                "subject_type",
                "sector_identifier_uri",
                "first_party",
                "require_pushed_authorization_requests",
                "introspects",
                "id_token_signed_response_alg",
                "introspection_signed_response_alg",
                "userinfo_signed_response_alg",
                "status",
                "tls_client_auth_subject_dn",
                "tls_client_auth_san_dns",
                "tls_client_auth_san_uri",
                "tls_client_auth_san_ip",
                "tls_client_auth_san_email",
                "client_name",
                "kind",
                "owner_id",
                "grant_types",
                "scope",
                "token_endpoint_auth_method",
                "jwks_uri",
                "token_endpoint_auth_signing_alg",
                "client_id",
                "registration"
            ]
        },
        {
            "id": "clients.secrets.create",
            "verb": "post",
            "path": "/api/v1/admin/clients/{client_id}/secrets",
            "summary": "Create a secret for a client",
            "description": "The answer is the only one that ever shows the secret.\n\n`client_secret`: this answer alone ever shows it.",
            "roles": [
                "owner",
                "admin",
                "agent_owner"
            ],
            "columns": [
                "id",
                "created_at",
                "expires_at",
                "last_used_at",
                "client_secret"
            ]
        },
        {
            "id": "clients.secrets.delete",
            "verb": "delete",
            "path": "/api/v1/admin/clients/{client_id}/secrets/{id}",
            "summary": "Delete a secret of a client",
            "description": "The last one stays: to take a client's access away, deactivate it, and it is on record.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "agent_owner"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "clients.secrets.list",
            "verb": "get",
            "path": "/api/v1/admin/clients/{client_id}/secrets",
            "summary": "List the secrets of a client",
            "description": "Secrets of a client, for administrators: two at a time, so that one can be replaced without downtime.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "agent_owner"
            ],
            "columns": [
                "id",
                "created_at",
                "expires_at",
                "last_used_at"
            ]
        },
        {
            "id": "clients.secrets.read",
            "verb": "get",
            "path": "/api/v1/admin/clients/{client_id}/secrets/{id}",
            "summary": "Show one secret of a client",
            "description": "Secrets of a client, for administrators: two at a time, so that one can be replaced without downtime.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "agent_owner"
            ],
            "columns": [
                "id",
                "created_at",
                "expires_at",
                "last_used_at"
            ]
        },
        {
            "id": "clients.update",
            "verb": "patch",
            "path": "/api/v1/admin/clients/{client_id}",
            "summary": "Change a client",
            "description": "Only what is named changes. One that becomes inactive is refused from the next call on, and its sessions end.",
            "roles": [
                "owner",
                "admin",
                "agent_owner"
            ],
            "body": "ClientRequestChange",
            "columns": [
                "purpose_stated",
                "created_at",
                "updated_at",
                "dpop_bound_access_tokens",
                "tls_client_certificate_bound_access_tokens",
                "exchange_from",
                "exchange_id_tokens",
                "device_authorization_administration",
                "resources",
                "audiences",
                "default_audience",
                "plugin_ids",
                "expires_at",
                "purpose",
                "subject",
                "client_uri",
                "redirect_uris",
                "post_logout_redirect_uris",
                "backchannel_logout_uri",
                "backchannel_logout_session_required",
                "subject_type",
                "sector_identifier_uri",
                "first_party",
                "require_pushed_authorization_requests",
                "introspects",
                "id_token_signed_response_alg",
                "introspection_signed_response_alg",
                "userinfo_signed_response_alg",
                "status",
                "tls_client_auth_subject_dn",
                "tls_client_auth_san_dns",
                "tls_client_auth_san_uri",
                "tls_client_auth_san_ip",
                "tls_client_auth_san_email",
                "client_name",
                "kind",
                "owner_id",
                "grant_types",
                "scope",
                "token_endpoint_auth_method",
                "jwks_uri",
                "token_endpoint_auth_signing_alg",
                "client_id",
                "registration"
            ]
        },
        {
            "id": "consents.delete",
            "verb": "delete",
            "path": "/api/v1/admin/consents/{id}",
            "summary": "Delete a consent",
            "description": "Sessions that were opened by it end.",
            "roles": [
                "owner",
                "admin",
                "security_operator"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "consents.list",
            "verb": "get",
            "path": "/api/v1/admin/consents",
            "summary": "List consents",
            "description": "What people agreed to, for administrators: to see it, and to end it.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "user_id",
                    "schema": {
                        "type": "string"
                    }
                }
            ],
            "columns": [
                "id",
                "user_id",
                "client_id",
                "client_name",
                "resource",
                "scope",
                "created_at",
                "updated_at"
            ]
        },
        {
            "id": "consents.read",
            "verb": "get",
            "path": "/api/v1/admin/consents/{id}",
            "summary": "Show one consent",
            "description": "What people agreed to, for administrators: to see it, and to end it.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "id",
                "user_id",
                "client_id",
                "client_name",
                "resource",
                "scope",
                "created_at",
                "updated_at"
            ]
        },
        {
            "id": "consents.revoke",
            "verb": "post",
            "path": "/api/v1/admin/consents/revoke",
            "summary": "End the consents that a filter finds",
            "description": "End the consents that a filter finds. With them end the sessions and codes that were given by them; `?dry_run=true` tells first how many they are.",
            "roles": [
                "owner",
                "admin",
                "security_operator"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ],
            "body": "ConsentRevocationRequest",
            "columns": [
                "matched",
                "closed"
            ]
        },
        {
            "id": "devices.approve",
            "verb": "post",
            "path": "/api/v1/admin/devices/{id}/approve",
            "summary": "Let a device in",
            "description": "Let a device in. From now on it may act; it comes by itself to ask.",
            "roles": [
                "owner",
                "admin",
                "help_desk"
            ]
        },
        {
            "id": "devices.delete",
            "verb": "delete",
            "path": "/api/v1/admin/devices/{id}",
            "summary": "Delete a device",
            "description": "Ends it and every token that it has; one that has ended stays so.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "help_desk"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "devices.list",
            "verb": "get",
            "path": "/api/v1/admin/devices",
            "summary": "List devices",
            "description": "Devices of people, for administrators: who has which, to let one in, and to end it.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "help_desk"
            ],
            "query": [
                {
                    "name": "active",
                    "schema": {
                        "type": "boolean"
                    }
                },
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "user_id",
                    "schema": {
                        "type": "string"
                    }
                }
            ],
            "columns": [
                "id",
                "user_id",
                "session_id",
                "name",
                "status",
                "key",
                "approved_at",
                "created_at",
                "expires_at",
                "last_seen_at",
                "origin",
                "closed_at",
                "close_reason",
                "online"
            ]
        },
        {
            "id": "devices.read",
            "verb": "get",
            "path": "/api/v1/admin/devices/{id}",
            "summary": "Show one device",
            "description": "Devices of people, for administrators: who has which, to let one in, and to end it.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "help_desk"
            ],
            "columns": [
                "id",
                "user_id",
                "session_id",
                "name",
                "status",
                "key",
                "approved_at",
                "created_at",
                "expires_at",
                "last_seen_at",
                "origin",
                "closed_at",
                "close_reason",
                "online"
            ]
        },
        {
            "id": "devices.revoke",
            "verb": "post",
            "path": "/api/v1/admin/devices/revoke",
            "summary": "End the live devices that a filter finds, with every token that they have",
            "description": "End the live devices that a filter finds, with every token that they have. So do the codes by which others like them could begin, and with a person's last device what their hooks have. `?dry_run=true` tells first how many they are.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "help_desk"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ],
            "body": "DeviceRevocationRequest",
            "columns": [
                "matched",
                "closed"
            ]
        },
        {
            "id": "evidence_receivers.create",
            "verb": "post",
            "path": "/api/v1/admin/evidence-receivers",
            "summary": "Create an evidence receiver",
            "description": "The answer is the only one that ever shows the secret of a webhook.\n\n`secret`: this answer alone ever shows it.",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "EvidenceReceiverRequest",
            "columns": [
                "status",
                "secret_set_at",
                "checkpoint",
                "behind",
                "delivered",
                "missing",
                "delivered_at",
                "attempts",
                "next_try_at",
                "last_error",
                "created_at",
                "updated_at",
                "name",
                "kind",
                "url",
                "kinds",
                "decisions",
                "id",
                "secret"
            ]
        },
        {
            "id": "evidence_receivers.delete",
            "verb": "delete",
            "path": "/api/v1/admin/evidence-receivers/{id}",
            "summary": "Delete an evidence receiver",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "evidence_receivers.list",
            "verb": "get",
            "path": "/api/v1/admin/evidence-receivers",
            "summary": "List evidence receivers",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "syslog",
                            "webhook"
                        ]
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "status",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive",
                            "suspended"
                        ]
                    }
                }
            ],
            "columns": [
                "status",
                "secret_set_at",
                "checkpoint",
                "behind",
                "delivered",
                "missing",
                "delivered_at",
                "attempts",
                "next_try_at",
                "last_error",
                "created_at",
                "updated_at",
                "name",
                "kind",
                "url",
                "kinds",
                "decisions",
                "id"
            ]
        },
        {
            "id": "evidence_receivers.read",
            "verb": "get",
            "path": "/api/v1/admin/evidence-receivers/{id}",
            "summary": "Show one evidence receiver",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "status",
                "secret_set_at",
                "checkpoint",
                "behind",
                "delivered",
                "missing",
                "delivered_at",
                "attempts",
                "next_try_at",
                "last_error",
                "created_at",
                "updated_at",
                "name",
                "kind",
                "url",
                "kinds",
                "decisions",
                "id"
            ]
        },
        {
            "id": "evidence_receivers.secret",
            "verb": "post",
            "path": "/api/v1/admin/evidence-receivers/{id}/secret",
            "summary": "Make another secret for a webhook",
            "description": "Make another secret for a webhook. The answer is the only one that ever shows it.\n\n`secret`: this answer alone ever shows it.",
            "roles": [
                "owner",
                "admin"
            ],
            "columns": [
                "status",
                "secret_set_at",
                "checkpoint",
                "behind",
                "delivered",
                "missing",
                "delivered_at",
                "attempts",
                "next_try_at",
                "last_error",
                "created_at",
                "updated_at",
                "name",
                "kind",
                "url",
                "kinds",
                "decisions",
                "id",
                "secret"
            ]
        },
        {
            "id": "evidence_receivers.update",
            "verb": "patch",
            "path": "/api/v1/admin/evidence-receivers/{id}",
            "summary": "Change an evidence receiver",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "EvidenceReceiverRequestChange",
            "columns": [
                "status",
                "secret_set_at",
                "checkpoint",
                "behind",
                "delivered",
                "missing",
                "delivered_at",
                "attempts",
                "next_try_at",
                "last_error",
                "created_at",
                "updated_at",
                "name",
                "kind",
                "url",
                "kinds",
                "decisions",
                "id"
            ]
        },
        {
            "id": "groups.list",
            "verb": "get",
            "path": "/api/v1/admin/groups",
            "summary": "List groups",
            "description": "Groups that people are in; one without anybody is none.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "number"
                    }
                }
            ],
            "columns": [
                "name",
                "members"
            ]
        },
        {
            "id": "groups.read",
            "verb": "get",
            "path": "/api/v1/admin/groups/{name}",
            "summary": "Show one group",
            "description": "Groups that people are in; one without anybody is none.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "name",
                "members"
            ]
        },
        {
            "id": "issuers.create",
            "verb": "post",
            "path": "/api/v1/admin/issuers",
            "summary": "Create an issuer",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "IssuerRequest",
            "columns": [
                "created_at",
                "updated_at",
                "issuer",
                "name",
                "jwks_uri",
                "audiences",
                "algorithms",
                "uses",
                "single_use",
                "scope",
                "clients",
                "link_verified_email",
                "status",
                "id"
            ]
        },
        {
            "id": "issuers.delete",
            "verb": "delete",
            "path": "/api/v1/admin/issuers/{id}",
            "summary": "Delete an issuer",
            "description": "Its rules go with it; links of people stay.",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "issuers.doctor",
            "verb": "post",
            "path": "/api/v1/admin/issuers/doctor",
            "summary": "Examine why a token would be accepted or not",
            "description": "Examine why a token would be accepted or not. It is neither spent nor kept.",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "DoctorRequest",
            "columns": [
                "verdict",
                "client_id"
            ]
        },
        {
            "id": "issuers.list",
            "verb": "get",
            "path": "/api/v1/admin/issuers",
            "summary": "List issuers",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "issuer",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "status",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive"
                        ]
                    }
                }
            ],
            "columns": [
                "created_at",
                "updated_at",
                "issuer",
                "name",
                "jwks_uri",
                "audiences",
                "algorithms",
                "uses",
                "single_use",
                "scope",
                "clients",
                "link_verified_email",
                "status",
                "id"
            ]
        },
        {
            "id": "issuers.read",
            "verb": "get",
            "path": "/api/v1/admin/issuers/{id}",
            "summary": "Show one issuer",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "created_at",
                "updated_at",
                "issuer",
                "name",
                "jwks_uri",
                "audiences",
                "algorithms",
                "uses",
                "single_use",
                "scope",
                "clients",
                "link_verified_email",
                "status",
                "id"
            ]
        },
        {
            "id": "issuers.rules.create",
            "verb": "post",
            "path": "/api/v1/admin/issuers/{id}/rules",
            "summary": "Create a rule for an issuer",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "WorkloadRuleRequest",
            "columns": [
                "created_at",
                "updated_at",
                "name",
                "client_id",
                "scope",
                "resources",
                "status",
                "id",
                "issuer_id"
            ]
        },
        {
            "id": "issuers.rules.delete",
            "verb": "delete",
            "path": "/api/v1/admin/issuers/{id}/rules/{rule_id}",
            "summary": "Delete a rule of an issuer",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "issuers.rules.list",
            "verb": "get",
            "path": "/api/v1/admin/issuers/{id}/rules",
            "summary": "List the rules of an issuer",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                }
            ],
            "columns": [
                "created_at",
                "updated_at",
                "name",
                "client_id",
                "scope",
                "resources",
                "status",
                "id",
                "issuer_id"
            ]
        },
        {
            "id": "issuers.rules.read",
            "verb": "get",
            "path": "/api/v1/admin/issuers/{id}/rules/{rule_id}",
            "summary": "Show one rule of an issuer",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "created_at",
                "updated_at",
                "name",
                "client_id",
                "scope",
                "resources",
                "status",
                "id",
                "issuer_id"
            ]
        },
        {
            "id": "issuers.rules.update",
            "verb": "patch",
            "path": "/api/v1/admin/issuers/{id}/rules/{rule_id}",
            "summary": "Change a rule of an issuer",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "WorkloadRuleRequestChange",
            "columns": [
                "created_at",
                "updated_at",
                "name",
                "client_id",
                "scope",
                "resources",
                "status",
                "id",
                "issuer_id"
            ]
        },
        {
            "id": "issuers.update",
            "verb": "patch",
            "path": "/api/v1/admin/issuers/{id}",
            "summary": "Change an issuer",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "IssuerRequestChange",
            "columns": [
                "created_at",
                "updated_at",
                "issuer",
                "name",
                "jwks_uri",
                "audiences",
                "algorithms",
                "uses",
                "single_use",
                "scope",
                "clients",
                "link_verified_email",
                "status",
                "id"
            ]
        },
        {
            "id": "jobs.list",
            "verb": "get",
            "path": "/api/v1/admin/jobs",
            "summary": "List jobs",
            "description": "Periodic jobs of the process that answers; each replica has its own.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "name",
                "every_seconds",
                "running",
                "last_started_at",
                "last_ended_at",
                "last_outcome",
                "next_at"
            ]
        },
        {
            "id": "jobs.read",
            "verb": "get",
            "path": "/api/v1/admin/jobs/{name}",
            "summary": "Show one job",
            "description": "Periodic jobs of the process that answers; each replica has its own.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "name",
                "every_seconds",
                "running",
                "last_started_at",
                "last_ended_at",
                "last_outcome",
                "next_at"
            ]
        },
        {
            "id": "jobs.run",
            "verb": "post",
            "path": "/api/v1/admin/jobs/{name}/run",
            "summary": "Run a job now, and answer when it has ended",
            "roles": [
                "owner",
                "admin"
            ],
            "columns": [
                "name",
                "every_seconds",
                "running",
                "last_started_at",
                "last_ended_at",
                "last_outcome",
                "next_at"
            ]
        },
        {
            "id": "keys.list",
            "verb": "get",
            "path": "/api/v1/admin/keys",
            "summary": "List signing keys",
            "description": "What administrators may see and do about signing keys.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "kid",
                "algorithm",
                "state",
                "created_at",
                "activated_at",
                "retired_at"
            ]
        },
        {
            "id": "keys.read",
            "verb": "get",
            "path": "/api/v1/admin/keys/{kid}",
            "summary": "Show one signing key",
            "description": "What administrators may see and do about signing keys.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "kid",
                "algorithm",
                "state",
                "created_at",
                "activated_at",
                "retired_at"
            ]
        },
        {
            "id": "keys.rotate",
            "verb": "post",
            "path": "/api/v1/admin/keys/rotate",
            "summary": "Rotate the signing keys now",
            "description": "Rotate the signing keys now. 409 while the next keys are too young, unless `?force=true`.",
            "roles": [
                "owner",
                "admin",
                "security_operator"
            ],
            "query": [
                {
                    "name": "force",
                    "schema": {
                        "type": "string"
                    }
                }
            ],
            "columns": [
                "kid",
                "algorithm",
                "state",
                "created_at",
                "activated_at",
                "retired_at"
            ]
        },
        {
            "id": "limits.list",
            "verb": "get",
            "path": "/api/v1/admin/limits",
            "summary": "List limits",
            "description": "How much is admitted in what time; all on one page.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "name",
                "description",
                "count",
                "seconds",
                "source"
            ]
        },
        {
            "id": "limits.read",
            "verb": "get",
            "path": "/api/v1/admin/limits/{name}",
            "summary": "Show one limit",
            "description": "What the process that answers was started with.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "name",
                "description",
                "count",
                "seconds",
                "source"
            ]
        },
        {
            "id": "policies.create",
            "verb": "post",
            "path": "/api/v1/admin/policies",
            "summary": "Create a policy rule",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "PolicyRuleRequest",
            "columns": [
                "created_at",
                "updated_at",
                "effect",
                "upstream",
                "upstream_kind",
                "tool",
                "prompt",
                "resource",
                "arguments",
                "mode",
                "justification",
                "id"
            ]
        },
        {
            "id": "policies.delete",
            "verb": "delete",
            "path": "/api/v1/admin/policies/{id}",
            "summary": "Delete a policy rule",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "policies.list",
            "verb": "get",
            "path": "/api/v1/admin/policies",
            "summary": "List policy rules",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "effect",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny"
                        ]
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "mode",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "enforce",
                            "shadow"
                        ]
                    }
                },
                {
                    "name": "principal_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "principal_type",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "any",
                            "client",
                            "group",
                            "kind",
                            "role",
                            "user"
                        ]
                    }
                },
                {
                    "name": "upstream",
                    "schema": {
                        "type": "string"
                    }
                }
            ],
            "columns": [
                "created_at",
                "updated_at",
                "effect",
                "upstream",
                "upstream_kind",
                "tool",
                "prompt",
                "resource",
                "arguments",
                "mode",
                "justification",
                "id"
            ]
        },
        {
            "id": "policies.read",
            "verb": "get",
            "path": "/api/v1/admin/policies/{id}",
            "summary": "Show one policy rule",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "created_at",
                "updated_at",
                "effect",
                "upstream",
                "upstream_kind",
                "tool",
                "prompt",
                "resource",
                "arguments",
                "mode",
                "justification",
                "id"
            ]
        },
        {
            "id": "policies.update",
            "verb": "patch",
            "path": "/api/v1/admin/policies/{id}",
            "summary": "Change a policy rule",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "PolicyRuleRequestChange",
            "columns": [
                "created_at",
                "updated_at",
                "effect",
                "upstream",
                "upstream_kind",
                "tool",
                "prompt",
                "resource",
                "arguments",
                "mode",
                "justification",
                "id"
            ]
        },
        {
            "id": "policy.explain",
            "verb": "post",
            "path": "/api/v1/admin/policy/explain",
            "summary": "Explain why a call would be allowed or denied, rule by rule",
            "description": "Explain why a call would be allowed or denied, rule by rule. Nothing is recorded, for nobody called.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "body": "ExplainRequest",
            "columns": [
                "decision",
                "reason",
                "rule",
                "policy_version"
            ]
        },
        {
            "id": "registration_tokens.create",
            "verb": "post",
            "path": "/api/v1/admin/registration-tokens",
            "summary": "Create a registration token",
            "description": "The answer is the only one that ever shows the token.\n\n`initial_access_token`: this answer alone ever shows it.",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "RegistrationTokenRequest",
            "columns": [
                "id",
                "name",
                "owner_id",
                "uses_left",
                "created_at",
                "expires_at",
                "initial_access_token"
            ]
        },
        {
            "id": "registration_tokens.delete",
            "verb": "delete",
            "path": "/api/v1/admin/registration-tokens/{id}",
            "summary": "Delete a registration token",
            "description": "Nobody can register by it any more; clients that did stay.",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "registration_tokens.list",
            "verb": "get",
            "path": "/api/v1/admin/registration-tokens",
            "summary": "List registration tokens",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                }
            ],
            "columns": [
                "id",
                "name",
                "owner_id",
                "uses_left",
                "created_at",
                "expires_at"
            ]
        },
        {
            "id": "registration_tokens.read",
            "verb": "get",
            "path": "/api/v1/admin/registration-tokens/{id}",
            "summary": "Show one registration token",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "id",
                "name",
                "owner_id",
                "uses_left",
                "created_at",
                "expires_at"
            ]
        },
        {
            "id": "reports.active_sessions",
            "verb": "get",
            "path": "/api/v1/admin/reports/active-sessions",
            "summary": "Sessions that are live at this moment",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "group_by",
                    "description": "Some of binding, client_id, delegated, source, with commas.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "source",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "user_id",
                    "schema": {
                        "type": "string"
                    }
                }
            ]
        },
        {
            "id": "reports.agents",
            "verb": "get",
            "path": "/api/v1/admin/reports/agents",
            "summary": "What clients hold and do not use",
            "description": "What clients hold and do not use. Who owns them, when they were last used, and what they were given and do not use. A page of them.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "idle",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "false",
                            "true"
                        ]
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "agent",
                            "application",
                            "service"
                        ]
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "owner_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "status",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive"
                        ]
                    }
                },
                {
                    "name": "unused_days",
                    "schema": {
                        "type": "number"
                    }
                }
            ],
            "columns": [
                "secret_age_days",
                "client_id",
                "client_name",
                "kind",
                "status",
                "owner_id",
                "owner_name",
                "owner_status",
                "created_at",
                "expires_at",
                "first_used_at",
                "last_used_at",
                "unused_scopes",
                "unused_upstreams",
                "secret_made_at"
            ]
        },
        {
            "id": "reports.anomalies",
            "verb": "get",
            "path": "/api/v1/admin/reports/anomalies",
            "summary": "What was unusual of clients and people",
            "description": "What was unusual of clients and people. Each with the numbers that it was judged by: `value` is over `threshold`, or `name` was never there before.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "metric",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "calls",
                            "denials",
                            "new_client",
                            "new_country",
                            "new_tool"
                        ]
                    }
                },
                {
                    "name": "subject",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "subject_type",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "client",
                            "person"
                        ]
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                }
            ],
            "columns": [
                "name",
                "at",
                "value",
                "metric",
                "subject_type",
                "subject",
                "threshold",
                "mean",
                "deviation",
                "samples",
                "known_since",
                "known_before"
            ]
        },
        {
            "id": "reports.bearer",
            "verb": "get",
            "path": "/api/v1/admin/reports/bearer",
            "summary": "How many tokens whoever has them may use, and how many only their holder",
            "description": "How many tokens whoever has them may use, and how many only their holder. `share` is of all of the answer.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "binding",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "grant_type",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "group_by",
                    "description": "Some of binding, client_id, grant_type, with commas.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "interval",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "day",
                            "hour",
                            "none"
                        ]
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                }
            ]
        },
        {
            "id": "reports.delegation",
            "verb": "get",
            "path": "/api/v1/admin/reports/delegation",
            "summary": "How many act for one another before the person",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "depth",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "group_by",
                    "description": "Some of client_id, depth, kind, outcome, with commas.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "interval",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "day",
                            "hour",
                            "none"
                        ]
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "outcome",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny"
                        ]
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                }
            ]
        },
        {
            "id": "reports.denials",
            "verb": "get",
            "path": "/api/v1/admin/reports/denials",
            "summary": "What was denied, by what",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "group_by",
                    "description": "Some of client_id, kind, reason, rule, tool, upstream, with commas.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "interval",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "day",
                            "hour",
                            "none"
                        ]
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "reason",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "rule",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "tool",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "upstream",
                    "schema": {
                        "type": "string"
                    }
                }
            ]
        },
        {
            "id": "reports.events",
            "verb": "get",
            "path": "/api/v1/admin/reports/events",
            "summary": "Every event of the evidence",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "group_by",
                    "description": "Some of client_id, kind, outcome, upstream, with commas.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "interval",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "day",
                            "hour",
                            "none"
                        ]
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "outcome",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny",
                            "done"
                        ]
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "upstream",
                    "schema": {
                        "type": "string"
                    }
                }
            ]
        },
        {
            "id": "reports.sessions",
            "verb": "get",
            "path": "/api/v1/admin/reports/sessions",
            "summary": "Token requests by source, client, outcome and day",
            "description": "Token requests by source, client, outcome and day. Also by what they tell of where they came from, and how many of them were of humans, ghosts and bots; one answer, never a page of it, so that sums are whole.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "group_by",
                    "description": "Some of browser, client, country, day, device, grant_type, locale, os, outcome, referrer, source, traffic, utm_campaign, utm_medium, utm_source, with commas.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "include_bots",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "false",
                            "true"
                        ]
                    }
                },
                {
                    "name": "outcome",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "issued",
                            "refused"
                        ]
                    }
                },
                {
                    "name": "source",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "traffic",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "bot",
                            "ghost",
                            "human"
                        ]
                    }
                }
            ],
            "columns": [
                "source",
                "day",
                "outcome",
                "traffic",
                "grant_type",
                "device",
                "browser",
                "os",
                "locale",
                "country",
                "referrer",
                "utm_source",
                "utm_medium",
                "utm_campaign",
                "client_id",
                "client_name",
                "sessions",
                "distinct_origins",
                "humans",
                "ghosts",
                "bots",
                "ai_crawlers"
            ]
        },
        {
            "id": "reports.tokens",
            "verb": "get",
            "path": "/api/v1/admin/reports/tokens",
            "summary": "Tokens that were issued and refused",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "binding",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "grant_type",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "group_by",
                    "description": "Some of binding, client_id, grant_type, kind, outcome, reason, with commas.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "interval",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "day",
                            "hour",
                            "none"
                        ]
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "outcome",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny"
                        ]
                    }
                },
                {
                    "name": "reason",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                }
            ]
        },
        {
            "id": "reports.traffic",
            "verb": "get",
            "path": "/api/v1/admin/reports/traffic",
            "summary": "Token requests as analytics saw them, also those of strangers",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "country",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "grant_type",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "group_by",
                    "description": "Some of client_id, country, grant_type, outcome, reason, source, with commas.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "interval",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "day",
                            "hour",
                            "none"
                        ]
                    }
                },
                {
                    "name": "outcome",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny"
                        ]
                    }
                },
                {
                    "name": "reason",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "source",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                }
            ]
        },
        {
            "id": "reports.usage",
            "verb": "get",
            "path": "/api/v1/admin/reports/usage",
            "summary": "Calls at the gate, and how long upstreams took, in milliseconds",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "format",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "csv",
                            "json"
                        ]
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "group_by",
                    "description": "Some of client_id, outcome, tool, upstream, with commas.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "interval",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "day",
                            "hour",
                            "none"
                        ]
                    }
                },
                {
                    "name": "outcome",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny"
                        ]
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "tool",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "upstream",
                    "schema": {
                        "type": "string"
                    }
                }
            ]
        },
        {
            "id": "scopes.create",
            "verb": "post",
            "path": "/api/v1/admin/scopes",
            "summary": "Create a scope",
            "description": "Scopes, for administrators: the built-in ones, and their own.",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "ScopeRequest",
            "columns": [
                "name",
                "tier",
                "description",
                "built_in"
            ]
        },
        {
            "id": "scopes.delete",
            "verb": "delete",
            "path": "/api/v1/admin/scopes/{name}",
            "summary": "Delete a scope",
            "description": "One that somebody uses stays, and so do the built-in ones.",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "scopes.list",
            "verb": "get",
            "path": "/api/v1/admin/scopes",
            "summary": "List scopes",
            "description": "Scopes, for administrators: the built-in ones, and their own.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                }
            ],
            "columns": [
                "name",
                "tier",
                "description",
                "built_in"
            ]
        },
        {
            "id": "scopes.read",
            "verb": "get",
            "path": "/api/v1/admin/scopes/{name}",
            "summary": "Show one scope",
            "description": "Scopes, for administrators: the built-in ones, and their own.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "name",
                "tier",
                "description",
                "built_in"
            ]
        },
        {
            "id": "secrets.inventory_csv",
            "verb": "get",
            "path": "/api/v1/admin/secrets/inventory.csv",
            "summary": "List all secrets as a table (RFC 4180)",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "agent_owner"
            ],
            "query": [
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "due",
                    "schema": {
                        "type": "boolean"
                    }
                },
                {
                    "name": "expires_before",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "access_key",
                            "client_secret",
                            "evidence_receiver_secret",
                            "registration_access_token",
                            "registration_token",
                            "sign_in_provider_secret",
                            "signing_key",
                            "upstream_credential"
                        ]
                    }
                },
                {
                    "name": "owner_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "unused_since",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                }
            ]
        },
        {
            "id": "secrets.list",
            "verb": "get",
            "path": "/api/v1/admin/secrets",
            "summary": "List secrets",
            "description": "In an order that stays.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "agent_owner"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "due",
                    "schema": {
                        "type": "boolean"
                    }
                },
                {
                    "name": "expires_before",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "access_key",
                            "client_secret",
                            "evidence_receiver_secret",
                            "registration_access_token",
                            "registration_token",
                            "sign_in_provider_secret",
                            "signing_key",
                            "upstream_credential"
                        ]
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "owner_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "unused_since",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                }
            ],
            "columns": [
                "kind",
                "id",
                "name",
                "state",
                "purpose",
                "purpose_stated",
                "created_at",
                "age_days",
                "last_used_at",
                "expires_at",
                "rotation_due_at",
                "rotation_due"
            ]
        },
        {
            "id": "sessions.delete",
            "verb": "delete",
            "path": "/api/v1/admin/sessions/{id}",
            "summary": "Delete a session",
            "description": "Closes the session and all that were opened from it; one that is closed already stays so.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "help_desk",
                "agent_owner"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "sessions.list",
            "verb": "get",
            "path": "/api/v1/admin/sessions",
            "summary": "List sessions",
            "description": "Sessions, for administrators: to see who may act, and to end it.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "help_desk",
                "agent_owner"
            ],
            "query": [
                {
                    "name": "active",
                    "schema": {
                        "type": "boolean"
                    }
                },
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "source",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "api",
                            "bridge",
                            "cli",
                            "mcp",
                            "oauth",
                            "web"
                        ]
                    }
                },
                {
                    "name": "user_id",
                    "schema": {
                        "type": "string"
                    }
                }
            ],
            "columns": [
                "id",
                "parent_id",
                "source",
                "client_id",
                "user_id",
                "subject",
                "scope",
                "audience",
                "origin",
                "authenticated_at",
                "acr",
                "amr",
                "active",
                "created_at",
                "expires_at",
                "closed_at",
                "close_reason"
            ]
        },
        {
            "id": "sessions.read",
            "verb": "get",
            "path": "/api/v1/admin/sessions/{id}",
            "summary": "Show one session",
            "description": "Sessions, for administrators: to see who may act, and to end it.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "help_desk",
                "agent_owner"
            ],
            "columns": [
                "id",
                "parent_id",
                "source",
                "client_id",
                "user_id",
                "subject",
                "scope",
                "audience",
                "origin",
                "authenticated_at",
                "acr",
                "amr",
                "active",
                "created_at",
                "expires_at",
                "closed_at",
                "close_reason"
            ]
        },
        {
            "id": "sessions.revoke",
            "verb": "post",
            "path": "/api/v1/admin/sessions/revoke",
            "summary": "Close the live sessions that a filter finds, and all that were opened from them",
            "description": "Close the live sessions that a filter finds, and all that were opened from them. Codes that would have become such a session are worth nothing any more. Whoever asks for `?dry_run=true` first knows how many they are, and says so.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "help_desk",
                "agent_owner"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ],
            "body": "SessionRevocationRequest",
            "columns": [
                "matched",
                "closed"
            ]
        },
        {
            "id": "sessions.story",
            "verb": "get",
            "path": "/api/v1/admin/sessions/{id}/story",
            "summary": "Tell what came of a session, and what it came from",
            "description": "Tell what came of a session, and what it came from. By evidence, of whomever it was.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "session_id",
                "sessions_shown",
                "sessions_left_out",
                "sessions_and_more"
            ]
        },
        {
            "id": "settings.list",
            "verb": "get",
            "path": "/api/v1/admin/settings",
            "summary": "List settings",
            "description": "All on one page: there are as many as there are.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "name",
                "description",
                "value",
                "default",
                "source",
                "secret"
            ]
        },
        {
            "id": "settings.read",
            "verb": "get",
            "path": "/api/v1/admin/settings/{name}",
            "summary": "Show one setting",
            "description": "What the process that answers was started with.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "name",
                "description",
                "value",
                "default",
                "source",
                "secret"
            ]
        },
        {
            "id": "sign_in_providers.create",
            "verb": "post",
            "path": "/api/v1/admin/sign-in-providers",
            "summary": "Create a sign-in provider",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "SignInProviderRequest",
            "columns": [
                "authorization_endpoint",
                "redirect_uri",
                "backchannel_logout_uri",
                "created_at",
                "updated_at",
                "slug",
                "name",
                "issuer",
                "client_id",
                "scope",
                "email_domains",
                "create_people",
                "link_verified_email",
                "role_claim",
                "roles_of_all",
                "status",
                "id"
            ]
        },
        {
            "id": "sign_in_providers.delete",
            "verb": "delete",
            "path": "/api/v1/admin/sign-in-providers/{id}",
            "summary": "Delete a sign-in provider",
            "description": "Whoever is signed in by it is signed out.",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "sign_in_providers.list",
            "verb": "get",
            "path": "/api/v1/admin/sign-in-providers",
            "summary": "List sign-in providers",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "issuer",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "slug",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "status",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive"
                        ]
                    }
                }
            ],
            "columns": [
                "authorization_endpoint",
                "redirect_uri",
                "backchannel_logout_uri",
                "created_at",
                "updated_at",
                "slug",
                "name",
                "issuer",
                "client_id",
                "scope",
                "email_domains",
                "create_people",
                "link_verified_email",
                "role_claim",
                "roles_of_all",
                "status",
                "id"
            ]
        },
        {
            "id": "sign_in_providers.read",
            "verb": "get",
            "path": "/api/v1/admin/sign-in-providers/{id}",
            "summary": "Show one sign-in provider",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "authorization_endpoint",
                "redirect_uri",
                "backchannel_logout_uri",
                "created_at",
                "updated_at",
                "slug",
                "name",
                "issuer",
                "client_id",
                "scope",
                "email_domains",
                "create_people",
                "link_verified_email",
                "role_claim",
                "roles_of_all",
                "status",
                "id"
            ]
        },
        {
            "id": "sign_in_providers.update",
            "verb": "patch",
            "path": "/api/v1/admin/sign-in-providers/{id}",
            "summary": "Change a sign-in provider",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "SignInProviderRequestChange",
            "columns": [
                "authorization_endpoint",
                "redirect_uri",
                "backchannel_logout_uri",
                "created_at",
                "updated_at",
                "slug",
                "name",
                "issuer",
                "client_id",
                "scope",
                "email_domains",
                "create_people",
                "link_verified_email",
                "role_claim",
                "roles_of_all",
                "status",
                "id"
            ]
        },
        {
            "id": "traffic.alarms",
            "verb": "get",
            "path": "/api/v1/admin/traffic/alarms",
            "summary": "Hours of all traffic in which a measure reached its threshold, the newest first",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "level",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "critical",
                            "warning"
                        ]
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "metric",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                }
            ],
            "columns": [
                "id",
                "hour",
                "metric",
                "level",
                "value",
                "baseline"
            ]
        },
        {
            "id": "traffic.requests",
            "verb": "get",
            "path": "/api/v1/admin/traffic/requests",
            "summary": "Token requests with their scores, the newest first; the last day unless told otherwise",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "client_id",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "from",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "min_score",
                    "schema": {
                        "type": "number"
                    }
                },
                {
                    "name": "network",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "outcome",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "issued",
                            "refused"
                        ]
                    }
                },
                {
                    "name": "sid",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "source",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "to",
                    "schema": {
                        "type": "string",
                        "format": "date-time"
                    }
                },
                {
                    "name": "traffic",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "bot",
                            "ghost",
                            "human"
                        ]
                    }
                },
                {
                    "name": "user_id",
                    "schema": {
                        "type": "string"
                    }
                }
            ],
            "columns": [
                "id"
            ]
        },
        {
            "id": "traffic.thresholds",
            "verb": "get",
            "path": "/api/v1/admin/traffic/thresholds",
            "summary": "By which numbers traffic is judged at this moment",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "behavior_threshold"
            ]
        },
        {
            "id": "upstreams.create",
            "verb": "post",
            "path": "/api/v1/admin/upstreams",
            "summary": "Create an upstream",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "UpstreamRequest",
            "columns": [
                "resource",
                "endpoint",
                "created_at",
                "updated_at",
                "name",
                "kind",
                "url",
                "transport",
                "required_scopes",
                "required_token_binding",
                "credential",
                "default",
                "status",
                "id"
            ]
        },
        {
            "id": "upstreams.delete",
            "verb": "delete",
            "path": "/api/v1/admin/upstreams/{id}",
            "summary": "Delete an upstream",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "upstreams.list",
            "verb": "get",
            "path": "/api/v1/admin/upstreams",
            "summary": "List upstreams",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "kind",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "a2a",
                            "mcp"
                        ]
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "name",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "status",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive"
                        ]
                    }
                }
            ],
            "columns": [
                "resource",
                "endpoint",
                "created_at",
                "updated_at",
                "name",
                "kind",
                "url",
                "transport",
                "required_scopes",
                "required_token_binding",
                "credential",
                "default",
                "status",
                "id"
            ]
        },
        {
            "id": "upstreams.read",
            "verb": "get",
            "path": "/api/v1/admin/upstreams/{id}",
            "summary": "Show one upstream",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "resource",
                "endpoint",
                "created_at",
                "updated_at",
                "name",
                "kind",
                "url",
                "transport",
                "required_scopes",
                "required_token_binding",
                "credential",
                "default",
                "status",
                "id"
            ]
        },
        {
            "id": "upstreams.tools.list",
            "verb": "get",
            "path": "/api/v1/admin/upstreams/{server}/tools",
            "summary": "List the tools of an upstream",
            "description": "As the server told of them when it was last asked; for whoever writes rules about them.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "name",
                "title",
                "description",
                "input_schema",
                "annotations"
            ]
        },
        {
            "id": "upstreams.update",
            "verb": "patch",
            "path": "/api/v1/admin/upstreams/{id}",
            "summary": "Change an upstream",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "UpstreamRequestChange",
            "columns": [
                "resource",
                "endpoint",
                "created_at",
                "updated_at",
                "name",
                "kind",
                "url",
                "transport",
                "required_scopes",
                "required_token_binding",
                "credential",
                "default",
                "status",
                "id"
            ]
        },
        {
            "id": "users.access_keys.create",
            "verb": "post",
            "path": "/api/v1/admin/users/{id}/access-keys",
            "summary": "Create an access key for a person",
            "description": "The answer is the only one that ever shows the key.\n\n`access_key`: this answer alone ever shows it.",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "AccessKeyRequest",
            "columns": [
                "id",
                "prefix",
                "user_id",
                "session_id",
                "name",
                "scope",
                "resources",
                "addresses",
                "active",
                "last_used_at",
                "created_at",
                "expires_at",
                "closed_at",
                "close_reason",
                "access_key"
            ]
        },
        {
            "id": "users.access_keys.list",
            "verb": "get",
            "path": "/api/v1/admin/users/{id}/access-keys",
            "summary": "List the access keys of a person",
            "description": "Access keys, for administrators: for whom there are which, and to end them.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "active",
                    "schema": {
                        "type": "boolean"
                    }
                },
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                }
            ],
            "columns": [
                "id",
                "prefix",
                "user_id",
                "session_id",
                "name",
                "scope",
                "resources",
                "addresses",
                "active",
                "last_used_at",
                "created_at",
                "expires_at",
                "closed_at",
                "close_reason"
            ]
        },
        {
            "id": "users.bridge_codes",
            "verb": "post",
            "path": "/api/v1/admin/users/{id}/bridge-codes",
            "summary": "Make a one-time code for a device of a person",
            "description": "Make a one-time code for a device of a person. The answer is the only one that ever shows the code.\n\n`code`: this answer alone ever shows it.",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "BridgeCodeRequest",
            "columns": [
                "code",
                "expires_at"
            ]
        },
        {
            "id": "users.create",
            "verb": "post",
            "path": "/api/v1/admin/users",
            "summary": "Create a person",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "UserRequest",
            "columns": [
                "created_at",
                "updated_at",
                "email",
                "name",
                "roles",
                "groups",
                "status",
                "id"
            ]
        },
        {
            "id": "users.delete",
            "verb": "delete",
            "path": "/api/v1/admin/users/{id}",
            "summary": "Delete a person",
            "description": "Their clients stay, inactive and without an owner.",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "users.devices.delete",
            "verb": "delete",
            "path": "/api/v1/admin/users/{id}/devices",
            "summary": "Delete the devices of a person",
            "description": "Ends all devices of a person.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "help_desk"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ],
            "columns": [
                "revoked"
            ]
        },
        {
            "id": "users.identities.create",
            "verb": "post",
            "path": "/api/v1/admin/users/{id}/identities",
            "summary": "Create an identity for a person",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "UserIdentityRequest",
            "columns": [
                "id",
                "user_id",
                "issuer",
                "tenant",
                "subject",
                "created_at"
            ]
        },
        {
            "id": "users.identities.delete",
            "verb": "delete",
            "path": "/api/v1/admin/users/{id}/identities/{identity_id}",
            "summary": "Delete an identity of a person",
            "description": "Tokens that were got by an assertion of this identity live on until they expire: five minutes, unless set otherwise.",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "users.identities.list",
            "verb": "get",
            "path": "/api/v1/admin/users/{id}/identities",
            "summary": "List the identities of a person",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                }
            ],
            "columns": [
                "id",
                "user_id",
                "issuer",
                "tenant",
                "subject",
                "created_at"
            ]
        },
        {
            "id": "users.identities.read",
            "verb": "get",
            "path": "/api/v1/admin/users/{id}/identities/{identity_id}",
            "summary": "Show one identity of a person",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "id",
                "user_id",
                "issuer",
                "tenant",
                "subject",
                "created_at"
            ]
        },
        {
            "id": "users.list",
            "verb": "get",
            "path": "/api/v1/admin/users",
            "summary": "List people",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "help_desk"
            ],
            "query": [
                {
                    "name": "after",
                    "description": "`next` of the page before.",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "email",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "group",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "limit",
                    "schema": {
                        "type": "integer",
                        "minimum": 1,
                        "maximum": 200,
                        "default": 50
                    }
                },
                {
                    "name": "role",
                    "schema": {
                        "type": "string"
                    }
                },
                {
                    "name": "status",
                    "schema": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive"
                        ]
                    }
                },
                {
                    "name": "text",
                    "schema": {
                        "type": "string"
                    }
                }
            ],
            "columns": [
                "created_at",
                "updated_at",
                "email",
                "name",
                "roles",
                "groups",
                "status",
                "id"
            ]
        },
        {
            "id": "users.passkeys.delete",
            "verb": "delete",
            "path": "/api/v1/admin/users/{id}/passkeys/{passkey}",
            "summary": "Delete a passkey of a person",
            "description": "Also the last one: the person needs a setup link then.",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "users.passkeys.list",
            "verb": "get",
            "path": "/api/v1/admin/users/{id}/passkeys",
            "summary": "List the passkeys of a person",
            "description": "All on one page: a person has few.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "id",
                "user_id",
                "credential_id",
                "name",
                "aaguid",
                "transports",
                "backup_eligible",
                "backed_up",
                "sign_count",
                "created_at",
                "last_used_at",
                "suspect_at"
            ]
        },
        {
            "id": "users.passkeys.read",
            "verb": "get",
            "path": "/api/v1/admin/users/{id}/passkeys/{passkey}",
            "summary": "Show one passkey of a person",
            "description": "Passkeys of people, for administrators: which there are, and to end one. Nobody makes one for somebody else.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "id",
                "user_id",
                "credential_id",
                "name",
                "aaguid",
                "transports",
                "backup_eligible",
                "backed_up",
                "sign_count",
                "created_at",
                "last_used_at",
                "suspect_at"
            ]
        },
        {
            "id": "users.password.delete",
            "verb": "delete",
            "path": "/api/v1/admin/users/{id}/password",
            "summary": "Delete the password of a person",
            "description": "The person cannot sign in by password any more, nor set one by a link that is already on its way.",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "users.password.set",
            "verb": "put",
            "path": "/api/v1/admin/users/{id}/password",
            "summary": "Set the password of a person",
            "description": "The hash that another system made is taken over; it is made anew when the person first signs in.",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "PasswordHashRequest"
        },
        {
            "id": "users.read",
            "verb": "get",
            "path": "/api/v1/admin/users/{id}",
            "summary": "Show one person",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor",
                "help_desk"
            ],
            "columns": [
                "created_at",
                "updated_at",
                "email",
                "name",
                "roles",
                "groups",
                "status",
                "id"
            ]
        },
        {
            "id": "users.second_factor.delete",
            "verb": "delete",
            "path": "/api/v1/admin/users/{id}/second-factor",
            "summary": "Delete the second factor of a person",
            "description": "For somebody who has lost it. Whoever has found it may be signed in by it: every session of the person ends.",
            "roles": [
                "owner",
                "admin"
            ],
            "query": [
                {
                    "name": "dry_run",
                    "description": "Only tells what would be recorded, and changes nothing.",
                    "schema": {
                        "type": "boolean"
                    }
                }
            ]
        },
        {
            "id": "users.second_factor.read",
            "verb": "get",
            "path": "/api/v1/admin/users/{id}/second-factor",
            "summary": "Show the second factor of a person",
            "description": "A person's second factor, for administrators, who learn whether there is one and can take it away; never a code.",
            "roles": [
                "owner",
                "admin",
                "security_operator",
                "auditor"
            ],
            "columns": [
                "enrolled",
                "enrolled_at",
                "recovery_codes_left"
            ]
        },
        {
            "id": "users.setup_link",
            "verb": "post",
            "path": "/api/v1/admin/users/{id}/setup-link",
            "summary": "Make a link by which a person sets a password or makes a passkey",
            "description": "Make a link by which a person sets a password or makes a passkey. The answer is the only one that ever shows the link.",
            "roles": [
                "owner",
                "admin"
            ],
            "columns": [
                "url",
                "expires_at"
            ]
        },
        {
            "id": "users.update",
            "verb": "patch",
            "path": "/api/v1/admin/users/{id}",
            "summary": "Change a person",
            "roles": [
                "owner",
                "admin"
            ],
            "body": "UserRequestChange",
            "columns": [
                "created_at",
                "updated_at",
                "email",
                "name",
                "roles",
                "groups",
                "status",
                "id"
            ]
        }
    ],
    "schemas": {
        "AccessKeyRequest": {
            "type": "object",
            "description": "An access key, as it is asked for.",
            "properties": {
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 100
                },
                "scope": {
                    "type": "string",
                    "description": "Must be the names of 1 to 100 scopes, separated by spaces."
                },
                "resources": {
                    "type": [
                        "array",
                        "null"
                    ],
                    "items": {
                        "type": "string"
                    },
                    "description": "Of the upstreams that it opens; without, any. A list of 1 to 100 resource URIs.",
                    "minItems": 1,
                    "maxItems": 100
                },
                "addresses": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 50,
                    "description": "A list of 0 to 50 addresses or CIDR ranges, such as 192.0.2.0/24.",
                    "default": []
                },
                "expires_at": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "required": [
                "name",
                "scope",
                "expires_at"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "name": "laptop",
                    "scope": "user",
                    "expires_at": "2030-01-31T12:00:00Z"
                }
            ]
        },
        "AccessKeyRevocationRequest": {
            "type": "object",
            "description": "Access keys to end, and how many its sender thinks that they are.",
            "properties": {
                "expected_count": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 10000
                },
                "filter": {
                    "type": "object",
                    "properties": {
                        "created_before": {
                            "type": "string",
                            "format": "date-time"
                        },
                        "unused_since": {
                            "type": "string",
                            "description": "Made before then, and not known to be used since.",
                            "format": "date-time"
                        },
                        "user_id": {
                            "type": "string",
                            "description": "Must be the id of a user."
                        }
                    },
                    "additionalProperties": false
                }
            },
            "required": [
                "filter"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "filter": {
                        "unused_since": "2030-01-31T12:00:00Z"
                    }
                }
            ]
        },
        "AuthorizationServerRequest": {
            "type": "object",
            "description": "An authorization server for which ID-JAGs are issued, as an administrator registers it.",
            "properties": {
                "issuer": {
                    "type": "string",
                    "description": "Must be an https URL without user, query and fragment."
                },
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "resources": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 resource URIs.",
                    "default": []
                },
                "scope": {
                    "type": "string",
                    "description": "In the words of that server; when left out, no scope can be asked for. Must be the names of at most 100 scopes, separated by spaces.",
                    "default": ""
                },
                "clients": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "string"
                    },
                    "description": "Our client ids, and the ids of the same clients there.",
                    "default": {}
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ],
                    "default": "active"
                }
            },
            "required": [
                "issuer",
                "name"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "issuer": "https://auth.example.com",
                    "name": "Chat",
                    "resources": [
                        "https://chat.example.com/mcp"
                    ],
                    "scope": "chat.read"
                }
            ]
        },
        "AuthorizationServerRequestChange": {
            "type": "object",
            "description": "An authorization server for which ID-JAGs are issued, as an administrator registers it.",
            "properties": {
                "issuer": {
                    "type": "string",
                    "description": "Must be an https URL without user, query and fragment."
                },
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "resources": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 resource URIs."
                },
                "scope": {
                    "type": "string",
                    "description": "In the words of that server; when left out, no scope can be asked for. Must be the names of at most 100 scopes, separated by spaces."
                },
                "clients": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "string"
                    },
                    "description": "Our client ids, and the ids of the same clients there."
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "scope": "chat.read chat.write"
                }
            ]
        },
        "BanChangeRequestChange": {
            "type": "object",
            "description": "What of a ban can change after it was made: whom it is about stays.",
            "properties": {
                "reason": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "expires_at": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Null or left out: until somebody lifts it.",
                    "format": "date-time"
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "reason": "Still guesses passwords"
                }
            ]
        },
        "BanRequest": {
            "type": "object",
            "description": "A range of addresses as an administrator bans it.",
            "properties": {
                "reason": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "expires_at": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Null or left out: until somebody lifts it.",
                    "format": "date-time"
                },
                "range": {
                    "type": "string"
                }
            },
            "required": [
                "reason",
                "range"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "range": "198.51.100.0/24",
                    "reason": "Guesses passwords",
                    "expires_at": "2030-01-31T12:00:00Z"
                }
            ]
        },
        "BridgeCodeRequest": {
            "type": "object",
            "description": "What an administrator says of a code that they make for a person.",
            "properties": {
                "device_name": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "minLength": 1,
                    "maxLength": 100
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "device_name": "Ada’s laptop"
                }
            ]
        },
        "ClientRequest": {
            "type": "object",
            "description": "A client in the words of RFC 7591 §2, as an administrator registers it.",
            "properties": {
                "client_name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "agent",
                        "application",
                        "service"
                    ]
                },
                "owner_id": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Which client can be without is a rule of its own. Must be the id of a user."
                },
                "grant_types": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "client_credentials",
                            "authorization_code",
                            "refresh_token",
                            "urn:ietf:params:oauth:grant-type:token-exchange",
                            "urn:ietf:params:oauth:grant-type:jwt-bearer",
                            "urn:ietf:params:oauth:grant-type:device_code"
                        ]
                    },
                    "minItems": 1,
                    "maxItems": 100
                },
                "scope": {
                    "type": "string",
                    "description": "Must be the names of 1 to 100 scopes, separated by spaces."
                },
                "token_endpoint_auth_method": {
                    "type": "string",
                    "enum": [
                        "client_secret_basic",
                        "client_secret_post",
                        "private_key_jwt",
                        "tls_client_auth",
                        "self_signed_tls_client_auth",
                        "workload_identity",
                        "none"
                    ],
                    "default": "client_secret_basic"
                },
                "jwks": {
                    "type": [
                        "object",
                        "null"
                    ],
                    "properties": {
                        "keys": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "kty": {
                                        "type": "string"
                                    },
                                    "kid": {
                                        "type": "string"
                                    },
                                    "x5c": {
                                        "type": "array",
                                        "items": {
                                            "type": "string"
                                        }
                                    },
                                    "alg": {
                                        "type": "string"
                                    },
                                    "use": {
                                        "type": "string"
                                    },
                                    "crv": {
                                        "type": "string"
                                    },
                                    "x": {
                                        "type": "string"
                                    },
                                    "y": {
                                        "type": "string"
                                    },
                                    "n": {
                                        "type": "string"
                                    },
                                    "e": {
                                        "type": "string"
                                    },
                                    "key_ops": {
                                        "type": "array",
                                        "items": {
                                            "type": "string"
                                        }
                                    }
                                },
                                "required": [
                                    "kty"
                                ]
                            }
                        }
                    },
                    "required": [
                        "keys"
                    ],
                    "description": "A JWK Set of public keys (RFC 7517)."
                },
                "jwks_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an https URL."
                },
                "token_endpoint_auth_signing_alg": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "enum": [
                        "ES256",
                        "ES384",
                        "ES512",
                        "Ed25519",
                        "EdDSA",
                        "PS256",
                        "PS384",
                        "PS512",
                        "RS256",
                        "RS384",
                        "RS512",
                        null
                    ]
                },
                "tls_client_auth_subject_dn": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "minLength": 1,
                    "maxLength": 1000
                },
                "tls_client_auth_san_dns": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "pattern": "^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$",
                    "description": "Must be a DNS name."
                },
                "tls_client_auth_san_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an absolute URI."
                },
                "tls_client_auth_san_ip": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an IP address."
                },
                "tls_client_auth_san_email": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "format": "email"
                },
                "dpop_bound_access_tokens": {
                    "type": "boolean",
                    "default": false
                },
                "tls_client_certificate_bound_access_tokens": {
                    "type": "boolean",
                    "default": false
                },
                "exchange_from": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 client ids.",
                    "default": []
                },
                "exchange_id_tokens": {
                    "type": "boolean",
                    "default": false
                },
                "device_authorization_administration": {
                    "type": "boolean",
                    "description": "Whether a code that people type may give it roles of administration: for owners alone to say.",
                    "default": false
                },
                "resources": {
                    "type": [
                        "array",
                        "null"
                    ],
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 resource URIs."
                },
                "audiences": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "hook"
                        ]
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "default": []
                },
                "default_audience": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "pattern": "^[\\x21-\\x7e]{1,2048}$",
                    "description": "Must be one of the audiences, or a resource."
                },
                "plugin_ids": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}$"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 plugin ids.",
                    "default": []
                },
                "expires_at": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "format": "date-time"
                },
                "purpose": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "minLength": 1,
                    "maxLength": 1000
                },
                "subject": {
                    "type": "string",
                    "enum": [
                        "owner",
                        "client"
                    ],
                    "default": "owner"
                },
                "client_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an https URL."
                },
                "redirect_uris": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 50,
                    "description": "A list of 0 to 50 redirect URIs in canonical form: https, http for a loopback address, or a private scheme with a dot; no fragment, user or *.",
                    "default": []
                },
                "post_logout_redirect_uris": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 50,
                    "description": "A list of 0 to 50 redirect URIs in canonical form: https, http for a loopback address, or a private scheme with a dot; no fragment, user or *.",
                    "default": []
                },
                "backchannel_logout_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an https URL in canonical form, or http for a loopback address; no fragment, user or *."
                },
                "backchannel_logout_session_required": {
                    "type": "boolean",
                    "default": false
                },
                "subject_type": {
                    "type": "string",
                    "enum": [
                        "public",
                        "pairwise"
                    ],
                    "default": "public"
                },
                "sector_identifier_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an https URL."
                },
                "first_party": {
                    "type": "boolean",
                    "default": false
                },
                "require_pushed_authorization_requests": {
                    "type": "boolean",
                    "default": false
                },
                "introspects": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 resource URIs.",
                    "default": []
                },
                "id_token_signed_response_alg": {
                    "type": "string",
                    "enum": [
                        "ES256",
                        "EdDSA",
                        "RS256"
                    ],
                    "default": "RS256"
                },
                "introspection_signed_response_alg": {
                    "type": "string",
                    "enum": [
                        "ES256",
                        "EdDSA",
                        "RS256"
                    ],
                    "default": "RS256"
                },
                "userinfo_signed_response_alg": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "enum": [
                        "ES256",
                        "EdDSA",
                        "RS256",
                        null
                    ]
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ],
                    "default": "active"
                }
            },
            "required": [
                "client_name",
                "kind",
                "grant_types",
                "scope"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "client_name": "Report writer",
                    "kind": "agent",
                    "owner_id": "01920c4e-7b1a-7c3e-9d5f-0a1b2c3d4e5f",
                    "grant_types": [
                        "client_credentials"
                    ],
                    "scope": "mcp",
                    "purpose": "Writes the weekly report",
                    "expires_at": "2030-01-31T12:00:00Z"
                }
            ]
        },
        "ClientRequestChange": {
            "type": "object",
            "description": "A client in the words of RFC 7591 §2, as an administrator registers it.",
            "properties": {
                "client_name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "agent",
                        "application",
                        "service"
                    ]
                },
                "owner_id": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Which client can be without is a rule of its own. Must be the id of a user."
                },
                "grant_types": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "client_credentials",
                            "authorization_code",
                            "refresh_token",
                            "urn:ietf:params:oauth:grant-type:token-exchange",
                            "urn:ietf:params:oauth:grant-type:jwt-bearer",
                            "urn:ietf:params:oauth:grant-type:device_code"
                        ]
                    },
                    "minItems": 1,
                    "maxItems": 100
                },
                "scope": {
                    "type": "string",
                    "description": "Must be the names of 1 to 100 scopes, separated by spaces."
                },
                "token_endpoint_auth_method": {
                    "type": "string",
                    "enum": [
                        "client_secret_basic",
                        "client_secret_post",
                        "private_key_jwt",
                        "tls_client_auth",
                        "self_signed_tls_client_auth",
                        "workload_identity",
                        "none"
                    ]
                },
                "jwks": {
                    "type": [
                        "object",
                        "null"
                    ],
                    "properties": {
                        "keys": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "kty": {
                                        "type": "string"
                                    },
                                    "kid": {
                                        "type": "string"
                                    },
                                    "x5c": {
                                        "type": "array",
                                        "items": {
                                            "type": "string"
                                        }
                                    },
                                    "alg": {
                                        "type": "string"
                                    },
                                    "use": {
                                        "type": "string"
                                    },
                                    "crv": {
                                        "type": "string"
                                    },
                                    "x": {
                                        "type": "string"
                                    },
                                    "y": {
                                        "type": "string"
                                    },
                                    "n": {
                                        "type": "string"
                                    },
                                    "e": {
                                        "type": "string"
                                    },
                                    "key_ops": {
                                        "type": "array",
                                        "items": {
                                            "type": "string"
                                        }
                                    }
                                },
                                "required": [
                                    "kty"
                                ]
                            }
                        }
                    },
                    "required": [
                        "keys"
                    ],
                    "description": "A JWK Set of public keys (RFC 7517)."
                },
                "jwks_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an https URL."
                },
                "token_endpoint_auth_signing_alg": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "enum": [
                        "ES256",
                        "ES384",
                        "ES512",
                        "Ed25519",
                        "EdDSA",
                        "PS256",
                        "PS384",
                        "PS512",
                        "RS256",
                        "RS384",
                        "RS512",
                        null
                    ]
                },
                "tls_client_auth_subject_dn": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "minLength": 1,
                    "maxLength": 1000
                },
                "tls_client_auth_san_dns": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "pattern": "^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$",
                    "description": "Must be a DNS name."
                },
                "tls_client_auth_san_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an absolute URI."
                },
                "tls_client_auth_san_ip": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an IP address."
                },
                "tls_client_auth_san_email": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "format": "email"
                },
                "dpop_bound_access_tokens": {
                    "type": "boolean"
                },
                "tls_client_certificate_bound_access_tokens": {
                    "type": "boolean"
                },
                "exchange_from": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 client ids."
                },
                "exchange_id_tokens": {
                    "type": "boolean"
                },
                "device_authorization_administration": {
                    "type": "boolean",
                    "description": "Whether a code that people type may give it roles of administration: for owners alone to say."
                },
                "resources": {
                    "type": [
                        "array",
                        "null"
                    ],
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 resource URIs."
                },
                "audiences": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "hook"
                        ]
                    },
                    "minItems": 0,
                    "maxItems": 100
                },
                "default_audience": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "pattern": "^[\\x21-\\x7e]{1,2048}$",
                    "description": "Must be one of the audiences, or a resource."
                },
                "plugin_ids": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}$"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 plugin ids."
                },
                "expires_at": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "format": "date-time"
                },
                "purpose": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "minLength": 1,
                    "maxLength": 1000
                },
                "subject": {
                    "type": "string",
                    "enum": [
                        "owner",
                        "client"
                    ]
                },
                "client_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an https URL."
                },
                "redirect_uris": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 50,
                    "description": "A list of 0 to 50 redirect URIs in canonical form: https, http for a loopback address, or a private scheme with a dot; no fragment, user or *."
                },
                "post_logout_redirect_uris": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 50,
                    "description": "A list of 0 to 50 redirect URIs in canonical form: https, http for a loopback address, or a private scheme with a dot; no fragment, user or *."
                },
                "backchannel_logout_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an https URL in canonical form, or http for a loopback address; no fragment, user or *."
                },
                "backchannel_logout_session_required": {
                    "type": "boolean"
                },
                "subject_type": {
                    "type": "string",
                    "enum": [
                        "public",
                        "pairwise"
                    ]
                },
                "sector_identifier_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an https URL."
                },
                "first_party": {
                    "type": "boolean"
                },
                "require_pushed_authorization_requests": {
                    "type": "boolean"
                },
                "introspects": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 resource URIs."
                },
                "id_token_signed_response_alg": {
                    "type": "string",
                    "enum": [
                        "ES256",
                        "EdDSA",
                        "RS256"
                    ]
                },
                "introspection_signed_response_alg": {
                    "type": "string",
                    "enum": [
                        "ES256",
                        "EdDSA",
                        "RS256"
                    ]
                },
                "userinfo_signed_response_alg": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "enum": [
                        "ES256",
                        "EdDSA",
                        "RS256",
                        null
                    ]
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "purpose": "Writes the weekly and the monthly report"
                }
            ]
        },
        "ClientSecretRevocationRequest": {
            "type": "object",
            "description": "Secrets of clients to end, and how many its sender thinks that they are.",
            "properties": {
                "expected_count": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 10000
                },
                "filter": {
                    "type": "object",
                    "properties": {
                        "created_before": {
                            "type": "string",
                            "format": "date-time"
                        },
                        "unused_since": {
                            "type": "string",
                            "description": "Made before then, and not known to be used since.",
                            "format": "date-time"
                        },
                        "client_id": {
                            "type": "string",
                            "description": "Must be the id of a client."
                        },
                        "owner_id": {
                            "type": "string",
                            "description": "Must be the id of a user."
                        }
                    },
                    "additionalProperties": false
                }
            },
            "required": [
                "filter"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "filter": {
                        "created_before": "2030-01-31T12:00:00Z"
                    }
                }
            ]
        },
        "ConsentRevocationRequest": {
            "type": "object",
            "description": "Consents to end, and how many its sender thinks that they are.",
            "properties": {
                "expected_count": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 10000
                },
                "filter": {
                    "type": "object",
                    "properties": {
                        "user_id": {
                            "type": "string",
                            "description": "Must be the id of a user."
                        },
                        "client_id": {
                            "type": "string",
                            "pattern": "^[\\x20-\\x7e]{1,512}$",
                            "description": "Must be the id of a client."
                        },
                        "resource": {
                            "type": "string",
                            "pattern": "^[\\x21-\\x7e]{1,2048}$",
                            "description": "Must be a resource."
                        },
                        "created_before": {
                            "type": "string",
                            "description": "First given before then, whatever was added since.",
                            "format": "date-time"
                        }
                    },
                    "additionalProperties": false
                }
            },
            "required": [
                "filter"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "filter": {
                        "client_id": "a0b1c2d3e4f5a6b7"
                    }
                }
            ]
        },
        "DeviceRevocationRequest": {
            "type": "object",
            "description": "Devices to end, and how many its sender thinks that they are.",
            "properties": {
                "expected_count": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 10000
                },
                "filter": {
                    "type": "object",
                    "properties": {
                        "created_before": {
                            "type": "string",
                            "format": "date-time"
                        },
                        "unused_since": {
                            "type": "string",
                            "description": "Made before then, and not known to be used since.",
                            "format": "date-time"
                        },
                        "user_id": {
                            "type": "string",
                            "description": "Must be the id of a user."
                        }
                    },
                    "additionalProperties": false
                }
            },
            "required": [
                "filter"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "filter": {
                        "unused_since": "2030-01-31T12:00:00Z"
                    }
                }
            ]
        },
        "DoctorRequest": {
            "type": "object",
            "description": "A token that somebody wonders about.",
            "properties": {
                "token": {
                    "type": "string",
                    "description": "Must be a token of 1 to 65536 characters."
                },
                "use": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "enum": [
                        "workload",
                        "subject_token",
                        "id_jag",
                        null
                    ],
                    "description": "When left out, what the token looks like."
                },
                "client_id": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be the id of a client."
                }
            },
            "required": [
                "token"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "token": "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL3Rva2Vucy5leGFtcGxlLmNvbSJ9.c2lnbmF0dXJl"
                }
            ]
        },
        "EvidenceReceiverRequest": {
            "type": "object",
            "description": "Somebody to whom evidence is to be sent, as an administrator registers them.",
            "properties": {
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 100
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "webhook",
                        "syslog"
                    ]
                },
                "url": {
                    "type": "string",
                    "description": "Must have at most 2048 characters."
                },
                "kinds": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[a-z0-9_]{1,64}(\\.[a-z0-9_]{1,64})*(\\.\\*)?$"
                    },
                    "description": "Kinds of receipts, or `gate.*`; empty for all. A list of 0 to 100 kinds, such as token.issued or gate.*.",
                    "minItems": 0,
                    "maxItems": 100,
                    "default": []
                },
                "decisions": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny",
                            "done"
                        ]
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "default": []
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ],
                    "default": "active"
                },
                "from": {
                    "type": "string",
                    "description": "Of a new one: it is also sent what was signed since then.",
                    "format": "date-time"
                }
            },
            "required": [
                "name",
                "kind",
                "url"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "name": "siem",
                    "kind": "webhook",
                    "url": "https://siem.example.com/evidence",
                    "decisions": [
                        "deny"
                    ]
                }
            ]
        },
        "EvidenceReceiverRequestChange": {
            "type": "object",
            "description": "Somebody to whom evidence is to be sent, as an administrator registers them.",
            "properties": {
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 100
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "webhook",
                        "syslog"
                    ]
                },
                "url": {
                    "type": "string",
                    "description": "Must have at most 2048 characters."
                },
                "kinds": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[a-z0-9_]{1,64}(\\.[a-z0-9_]{1,64})*(\\.\\*)?$"
                    },
                    "description": "Kinds of receipts, or `gate.*`; empty for all. A list of 0 to 100 kinds, such as token.issued or gate.*.",
                    "minItems": 0,
                    "maxItems": 100
                },
                "decisions": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny",
                            "done"
                        ]
                    },
                    "minItems": 0,
                    "maxItems": 100
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                },
                "from": {
                    "type": "string",
                    "description": "Of a new one: it is also sent what was signed since then.",
                    "format": "date-time"
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "kinds": [
                        "gate.*"
                    ]
                }
            ]
        },
        "ExplainRequest": {
            "type": "object",
            "description": "A call that nobody makes, about which an administrator asks.",
            "properties": {
                "user_id": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
                    "description": "Must be a user’s id."
                },
                "client_id": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "pattern": "^[\\x21-\\x7e]{1,200}$",
                    "description": "Must be a client_id."
                },
                "upstream": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 63
                },
                "upstream_kind": {
                    "type": "string",
                    "enum": [
                        "mcp",
                        "a2a"
                    ]
                },
                "tool": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "minLength": 1,
                    "maxLength": 2048
                },
                "prompt": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "minLength": 1,
                    "maxLength": 2048
                },
                "resource": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "minLength": 1,
                    "maxLength": 2048
                },
                "arguments": {
                    "description": "Left out: as in a list, where nobody knows them yet."
                },
                "address": {
                    "type": "string",
                    "description": "Default: 127.0.0.1. Must be an IP address."
                },
                "actors": {
                    "type": "array",
                    "items": {
                        "anyOf": [
                            {
                                "type": "string"
                            },
                            {
                                "type": "object",
                                "properties": {
                                    "sub": {
                                        "type": "string"
                                    },
                                    "iss": {
                                        "type": "string"
                                    }
                                },
                                "required": [
                                    "sub"
                                ]
                            }
                        ]
                    },
                    "description": "Who acts, the outermost first; default: the client. A name alone is an actor of ours."
                },
                "acr": {
                    "type": "string",
                    "pattern": "^[\\x21-\\x7e]{1,200}$",
                    "description": "Must be an authentication context class."
                },
                "auth_age": {
                    "type": "integer",
                    "description": "Seconds since the sign-in; left out: there was none.",
                    "minimum": 0,
                    "maximum": 31536000
                }
            },
            "required": [
                "upstream"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "user_id": "01920c4e-7b1a-7c3e-9d5f-0a1b2c3d4e5f",
                    "upstream": "example-upstream",
                    "tool": "search_pages",
                    "arguments": {
                        "query": "holidays"
                    }
                }
            ]
        },
        "IssuerRequest": {
            "type": "object",
            "description": "An issuer that is to be trusted, as an administrator writes it down.",
            "properties": {
                "issuer": {
                    "type": "string",
                    "description": "Must be an https URL without user, query and fragment, or spiffe:// and a trust domain."
                },
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "jwks_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an https URL without user and fragment."
                },
                "jwks": {
                    "type": [
                        "object",
                        "null"
                    ],
                    "properties": {
                        "keys": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "kty": {
                                        "type": "string"
                                    },
                                    "kid": {
                                        "type": "string"
                                    },
                                    "x5c": {
                                        "type": "array",
                                        "items": {
                                            "type": "string"
                                        }
                                    },
                                    "alg": {
                                        "type": "string"
                                    },
                                    "use": {
                                        "type": "string"
                                    },
                                    "crv": {
                                        "type": "string"
                                    },
                                    "x": {
                                        "type": "string"
                                    },
                                    "y": {
                                        "type": "string"
                                    },
                                    "n": {
                                        "type": "string"
                                    },
                                    "e": {
                                        "type": "string"
                                    },
                                    "key_ops": {
                                        "type": "array",
                                        "items": {
                                            "type": "string"
                                        }
                                    }
                                },
                                "required": [
                                    "kty"
                                ]
                            }
                        }
                    },
                    "required": [
                        "keys"
                    ],
                    "description": "A JWK Set of public keys (RFC 7517)."
                },
                "audiences": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21-\\x7e]{1,2048}$"
                    },
                    "description": "When left out, our own issuer. A list of 1 to 20 audiences.",
                    "minItems": 1,
                    "maxItems": 20
                },
                "algorithms": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "ES256",
                            "ES384",
                            "ES512",
                            "Ed25519",
                            "EdDSA",
                            "PS256",
                            "PS384",
                            "PS512",
                            "RS256",
                            "RS384",
                            "RS512"
                        ]
                    },
                    "minItems": 1,
                    "maxItems": 100,
                    "default": [
                        "ES256",
                        "EdDSA",
                        "PS256",
                        "RS256"
                    ]
                },
                "uses": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "workload",
                            "subject_token",
                            "id_jag"
                        ]
                    },
                    "minItems": 1,
                    "maxItems": 100
                },
                "single_use": {
                    "type": "boolean",
                    "default": false
                },
                "scope": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be the names of 1 to 100 scopes, separated by spaces."
                },
                "clients": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 200,
                    "description": "A list of 0 to 200 client ids.",
                    "default": []
                },
                "link_verified_email": {
                    "type": "boolean",
                    "default": false
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ],
                    "default": "active"
                }
            },
            "required": [
                "issuer",
                "name",
                "uses"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "issuer": "https://tokens.example.com",
                    "name": "Continuous integration",
                    "jwks_uri": "https://tokens.example.com/jwks",
                    "uses": [
                        "workload"
                    ]
                }
            ]
        },
        "IssuerRequestChange": {
            "type": "object",
            "description": "An issuer that is to be trusted, as an administrator writes it down.",
            "properties": {
                "issuer": {
                    "type": "string",
                    "description": "Must be an https URL without user, query and fragment, or spiffe:// and a trust domain."
                },
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "jwks_uri": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be an https URL without user and fragment."
                },
                "jwks": {
                    "type": [
                        "object",
                        "null"
                    ],
                    "properties": {
                        "keys": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "kty": {
                                        "type": "string"
                                    },
                                    "kid": {
                                        "type": "string"
                                    },
                                    "x5c": {
                                        "type": "array",
                                        "items": {
                                            "type": "string"
                                        }
                                    },
                                    "alg": {
                                        "type": "string"
                                    },
                                    "use": {
                                        "type": "string"
                                    },
                                    "crv": {
                                        "type": "string"
                                    },
                                    "x": {
                                        "type": "string"
                                    },
                                    "y": {
                                        "type": "string"
                                    },
                                    "n": {
                                        "type": "string"
                                    },
                                    "e": {
                                        "type": "string"
                                    },
                                    "key_ops": {
                                        "type": "array",
                                        "items": {
                                            "type": "string"
                                        }
                                    }
                                },
                                "required": [
                                    "kty"
                                ]
                            }
                        }
                    },
                    "required": [
                        "keys"
                    ],
                    "description": "A JWK Set of public keys (RFC 7517)."
                },
                "audiences": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21-\\x7e]{1,2048}$"
                    },
                    "description": "When left out, our own issuer. A list of 1 to 20 audiences.",
                    "minItems": 1,
                    "maxItems": 20
                },
                "algorithms": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "ES256",
                            "ES384",
                            "ES512",
                            "Ed25519",
                            "EdDSA",
                            "PS256",
                            "PS384",
                            "PS512",
                            "RS256",
                            "RS384",
                            "RS512"
                        ]
                    },
                    "minItems": 1,
                    "maxItems": 100
                },
                "uses": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "workload",
                            "subject_token",
                            "id_jag"
                        ]
                    },
                    "minItems": 1,
                    "maxItems": 100
                },
                "single_use": {
                    "type": "boolean"
                },
                "scope": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be the names of 1 to 100 scopes, separated by spaces."
                },
                "clients": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 200,
                    "description": "A list of 0 to 200 client ids."
                },
                "link_verified_email": {
                    "type": "boolean"
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "name": "Builds"
                }
            ]
        },
        "PasswordHashRequest": {
            "type": "object",
            "description": "A password that another system hashed, as an administrator hands it over.",
            "properties": {
                "hash": {
                    "type": "string",
                    "description": "Must be a hash of bcrypt ($2a$, $2b$ or $2y$, cost 4 to 12) or argon2id (a PHC string with v=19, m at most 65536, t at most 3, p at most 4)."
                }
            },
            "required": [
                "hash"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "hash": "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"
                }
            ]
        },
        "PolicyRuleRequest": {
            "type": "object",
            "description": "A rule, as an administrator writes it down.",
            "properties": {
                "effect": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny"
                    ]
                },
                "principal": {
                    "type": "object",
                    "properties": {
                        "type": {
                            "type": "string",
                            "enum": [
                                "user",
                                "client",
                                "group",
                                "role",
                                "kind",
                                "any"
                            ]
                        },
                        "id": {
                            "type": [
                                "string",
                                "null"
                            ],
                            "pattern": "^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?$",
                            "description": "Must have 1 to 200 printable characters."
                        }
                    },
                    "required": [
                        "type"
                    ],
                    "additionalProperties": false
                },
                "upstream": {
                    "type": "string",
                    "description": "Name of an upstream.",
                    "minLength": 1,
                    "maxLength": 63
                },
                "upstream_kind": {
                    "type": "string",
                    "enum": [
                        "mcp",
                        "a2a"
                    ],
                    "description": "Needed where an MCP server and an agent have the same name."
                },
                "tool": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "prompt": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "resource": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "arguments": {
                    "anyOf": [
                        {
                            "type": "null"
                        },
                        {
                            "type": "object"
                        },
                        {
                            "type": "boolean"
                        }
                    ]
                },
                "conditions": {
                    "type": "object",
                    "properties": {
                        "addresses": {
                            "type": "array",
                            "items": {
                                "type": "string"
                            },
                            "minItems": 1,
                            "maxItems": 100,
                            "description": "A list of 1 to 100 addresses or CIDR ranges."
                        },
                        "times": {
                            "type": "object",
                            "properties": {
                                "days": {
                                    "type": "array",
                                    "items": {
                                        "type": "string",
                                        "enum": [
                                            "mon",
                                            "tue",
                                            "wed",
                                            "thu",
                                            "fri",
                                            "sat",
                                            "sun"
                                        ]
                                    },
                                    "minItems": 1,
                                    "maxItems": 100
                                },
                                "from": {
                                    "type": "string",
                                    "pattern": "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$",
                                    "description": "Must be a time of day as HH:MM."
                                },
                                "to": {
                                    "type": "string",
                                    "pattern": "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$",
                                    "description": "Must be a time of day as HH:MM."
                                },
                                "time_zone": {
                                    "type": "string",
                                    "description": "Must be the name of a time zone, such as Europe/Zurich."
                                }
                            },
                            "required": [
                                "time_zone"
                            ],
                            "additionalProperties": false
                        },
                        "not_before": {
                            "type": "string",
                            "format": "date-time"
                        },
                        "not_after": {
                            "type": "string",
                            "format": "date-time"
                        },
                        "chain": {
                            "type": "object",
                            "properties": {
                                "most": {
                                    "type": "integer",
                                    "minimum": 0,
                                    "maximum": 8
                                },
                                "issuer": {
                                    "type": "string",
                                    "pattern": "^(?:https?|spiffe):\\/\\/[\\x21-\\x7e]{1,2000}$",
                                    "description": "Must be the URL by which an issuer calls itself."
                                },
                                "any_of": {
                                    "type": "array",
                                    "items": {
                                        "type": "string",
                                        "pattern": "^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?$"
                                    },
                                    "minItems": 1,
                                    "maxItems": 100,
                                    "description": "A list of 1 to 100 ids of actors."
                                },
                                "none_of": {
                                    "type": "array",
                                    "items": {
                                        "type": "string",
                                        "pattern": "^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?$"
                                    },
                                    "minItems": 1,
                                    "maxItems": 100,
                                    "description": "A list of 1 to 100 ids of actors."
                                }
                            },
                            "additionalProperties": false
                        },
                        "authentication": {
                            "type": "object",
                            "properties": {
                                "acr": {
                                    "type": "array",
                                    "items": {
                                        "type": "string",
                                        "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}$"
                                    },
                                    "minItems": 1,
                                    "maxItems": 20,
                                    "description": "A list of 1 to 20 authentication context classes."
                                },
                                "max_age": {
                                    "type": "integer",
                                    "minimum": 1,
                                    "maximum": 31536000
                                }
                            },
                            "additionalProperties": false
                        }
                    },
                    "additionalProperties": false
                },
                "mode": {
                    "type": "string",
                    "enum": [
                        "enforce",
                        "shadow"
                    ],
                    "default": "enforce"
                },
                "justification": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 500
                }
            },
            "required": [
                "effect",
                "principal",
                "upstream",
                "justification"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "effect": "allow",
                    "principal": {
                        "type": "group",
                        "id": "engineering"
                    },
                    "upstream": "example-upstream",
                    "tool": "search_*",
                    "justification": "Engineers look things up."
                }
            ]
        },
        "PolicyRuleRequestChange": {
            "type": "object",
            "description": "A rule, as an administrator writes it down.",
            "properties": {
                "effect": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny"
                    ]
                },
                "principal": {
                    "type": "object",
                    "properties": {
                        "type": {
                            "type": "string",
                            "enum": [
                                "user",
                                "client",
                                "group",
                                "role",
                                "kind",
                                "any"
                            ]
                        },
                        "id": {
                            "type": [
                                "string",
                                "null"
                            ],
                            "pattern": "^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?$",
                            "description": "Must have 1 to 200 printable characters."
                        }
                    },
                    "required": [
                        "type"
                    ],
                    "additionalProperties": false
                },
                "upstream": {
                    "type": "string",
                    "description": "Name of an upstream.",
                    "minLength": 1,
                    "maxLength": 63
                },
                "upstream_kind": {
                    "type": "string",
                    "enum": [
                        "mcp",
                        "a2a"
                    ],
                    "description": "Needed where an MCP server and an agent have the same name."
                },
                "tool": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "prompt": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "resource": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "arguments": {
                    "anyOf": [
                        {
                            "type": "null"
                        },
                        {
                            "type": "object"
                        },
                        {
                            "type": "boolean"
                        }
                    ]
                },
                "conditions": {
                    "type": "object",
                    "properties": {
                        "addresses": {
                            "type": "array",
                            "items": {
                                "type": "string"
                            },
                            "minItems": 1,
                            "maxItems": 100,
                            "description": "A list of 1 to 100 addresses or CIDR ranges."
                        },
                        "times": {
                            "type": "object",
                            "properties": {
                                "days": {
                                    "type": "array",
                                    "items": {
                                        "type": "string",
                                        "enum": [
                                            "mon",
                                            "tue",
                                            "wed",
                                            "thu",
                                            "fri",
                                            "sat",
                                            "sun"
                                        ]
                                    },
                                    "minItems": 1,
                                    "maxItems": 100
                                },
                                "from": {
                                    "type": "string",
                                    "pattern": "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$",
                                    "description": "Must be a time of day as HH:MM."
                                },
                                "to": {
                                    "type": "string",
                                    "pattern": "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$",
                                    "description": "Must be a time of day as HH:MM."
                                },
                                "time_zone": {
                                    "type": "string",
                                    "description": "Must be the name of a time zone, such as Europe/Zurich."
                                }
                            },
                            "required": [
                                "time_zone"
                            ],
                            "additionalProperties": false
                        },
                        "not_before": {
                            "type": "string",
                            "format": "date-time"
                        },
                        "not_after": {
                            "type": "string",
                            "format": "date-time"
                        },
                        "chain": {
                            "type": "object",
                            "properties": {
                                "most": {
                                    "type": "integer",
                                    "minimum": 0,
                                    "maximum": 8
                                },
                                "issuer": {
                                    "type": "string",
                                    "pattern": "^(?:https?|spiffe):\\/\\/[\\x21-\\x7e]{1,2000}$",
                                    "description": "Must be the URL by which an issuer calls itself."
                                },
                                "any_of": {
                                    "type": "array",
                                    "items": {
                                        "type": "string",
                                        "pattern": "^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?$"
                                    },
                                    "minItems": 1,
                                    "maxItems": 100,
                                    "description": "A list of 1 to 100 ids of actors."
                                },
                                "none_of": {
                                    "type": "array",
                                    "items": {
                                        "type": "string",
                                        "pattern": "^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?$"
                                    },
                                    "minItems": 1,
                                    "maxItems": 100,
                                    "description": "A list of 1 to 100 ids of actors."
                                }
                            },
                            "additionalProperties": false
                        },
                        "authentication": {
                            "type": "object",
                            "properties": {
                                "acr": {
                                    "type": "array",
                                    "items": {
                                        "type": "string",
                                        "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}$"
                                    },
                                    "minItems": 1,
                                    "maxItems": 20,
                                    "description": "A list of 1 to 20 authentication context classes."
                                },
                                "max_age": {
                                    "type": "integer",
                                    "minimum": 1,
                                    "maximum": 31536000
                                }
                            },
                            "additionalProperties": false
                        }
                    },
                    "additionalProperties": false
                },
                "mode": {
                    "type": "string",
                    "enum": [
                        "enforce",
                        "shadow"
                    ]
                },
                "justification": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 500
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "mode": "shadow"
                }
            ]
        },
        "RegistrationTokenRequest": {
            "type": "object",
            "description": "An initial access token, as an administrator asks for it.",
            "properties": {
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 100
                },
                "owner_id": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Who answers for the clients that it registers; without, nobody does. Must be the id of a user."
                },
                "uses": {
                    "type": "integer",
                    "description": "How many clients it registers.",
                    "minimum": 1,
                    "maximum": 10000,
                    "default": 1
                },
                "expires_at": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "required": [
                "name",
                "expires_at"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "name": "Build agents",
                    "owner_id": "01920c4e-7b1a-7c3e-9d5f-0a1b2c3d4e5f",
                    "uses": 5,
                    "expires_at": "2030-01-31T12:00:00Z"
                }
            ]
        },
        "ScopeRequest": {
            "type": "object",
            "description": "A scope of an administrator's own.",
            "properties": {
                "name": {
                    "type": "string",
                    "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,64}$",
                    "description": "Must have 1 to 64 printable characters, without spaces, quotes and backslashes."
                },
                "tier": {
                    "type": "string",
                    "enum": [
                        "service",
                        "user"
                    ]
                },
                "description": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 300
                }
            },
            "required": [
                "name",
                "tier",
                "description"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "name": "reports.read",
                    "tier": "service",
                    "description": "Read reports"
                }
            ]
        },
        "SessionRevocationRequest": {
            "type": "object",
            "description": "Sessions to close, and how many its sender thinks that they are.",
            "properties": {
                "expected_count": {
                    "type": "integer",
                    "minimum": 0,
                    "maximum": 10000
                },
                "filter": {
                    "type": "object",
                    "properties": {
                        "user_id": {
                            "type": "string",
                            "description": "Must be the id of a user."
                        },
                        "client_id": {
                            "type": "string",
                            "pattern": "^[\\x20-\\x7e]{1,512}$",
                            "description": "Must be the id of a client."
                        },
                        "source": {
                            "type": "string",
                            "enum": [
                                "oauth",
                                "web",
                                "bridge",
                                "api",
                                "cli",
                                "mcp"
                            ]
                        },
                        "created_before": {
                            "type": "string",
                            "format": "date-time"
                        }
                    },
                    "additionalProperties": false
                }
            },
            "required": [
                "filter"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "filter": {
                        "client_id": "a0b1c2d3e4f5a6b7",
                        "created_before": "2030-01-31T12:00:00Z"
                    }
                }
            ]
        },
        "SignInProviderRequest": {
            "type": "object",
            "description": "A company's OpenID provider, as an administrator registers it.",
            "properties": {
                "slug": {
                    "type": "string",
                    "pattern": "^[a-z0-9][a-z0-9-]{0,39}$",
                    "description": "Must have 1 to 40 characters of a-z, 0-9 and -, and not begin with -."
                },
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 60
                },
                "issuer": {
                    "type": "string",
                    "description": "Must be an https URL without user, query and fragment."
                },
                "client_id": {
                    "type": "string",
                    "description": "Must have 1 to 255 printable ASCII characters."
                },
                "client_secret": {
                    "type": "string",
                    "description": "Written only. When left out in a change, the one that there is. Must have 1 to 1024 printable ASCII characters."
                },
                "scope": {
                    "type": "string",
                    "description": "Must be the names of at most 20 scopes, separated by spaces.",
                    "default": "openid email profile"
                },
                "email_domains": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 domain names in lower case.",
                    "default": []
                },
                "create_people": {
                    "type": "boolean",
                    "default": false
                },
                "link_verified_email": {
                    "type": "boolean",
                    "default": false
                },
                "role_claim": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 5,
                    "description": "A list of 0 to 5 names of members.",
                    "default": []
                },
                "role_map": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    },
                    "default": {}
                },
                "roles_of_all": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$"
                    },
                    "minItems": 0,
                    "maxItems": 50,
                    "description": "A list of 0 to 50 scope names.",
                    "default": []
                },
                "acr_map": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "string"
                    },
                    "default": {}
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ],
                    "default": "active"
                }
            },
            "required": [
                "slug",
                "name",
                "issuer",
                "client_id"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "slug": "example",
                    "name": "Example Inc.",
                    "issuer": "https://login.example.com",
                    "client_id": "gatehouse",
                    "client_secret": "given by the provider",
                    "email_domains": [
                        "example.com"
                    ]
                }
            ]
        },
        "SignInProviderRequestChange": {
            "type": "object",
            "description": "A company's OpenID provider, as an administrator registers it.",
            "properties": {
                "slug": {
                    "type": "string",
                    "pattern": "^[a-z0-9][a-z0-9-]{0,39}$",
                    "description": "Must have 1 to 40 characters of a-z, 0-9 and -, and not begin with -."
                },
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 60
                },
                "issuer": {
                    "type": "string",
                    "description": "Must be an https URL without user, query and fragment."
                },
                "client_id": {
                    "type": "string",
                    "description": "Must have 1 to 255 printable ASCII characters."
                },
                "client_secret": {
                    "type": "string",
                    "description": "Written only. When left out in a change, the one that there is. Must have 1 to 1024 printable ASCII characters."
                },
                "scope": {
                    "type": "string",
                    "description": "Must be the names of at most 20 scopes, separated by spaces."
                },
                "email_domains": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 domain names in lower case."
                },
                "create_people": {
                    "type": "boolean"
                },
                "link_verified_email": {
                    "type": "boolean"
                },
                "role_claim": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "minItems": 0,
                    "maxItems": 5,
                    "description": "A list of 0 to 5 names of members."
                },
                "role_map": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    }
                },
                "roles_of_all": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$"
                    },
                    "minItems": 0,
                    "maxItems": 50,
                    "description": "A list of 0 to 50 scope names."
                },
                "acr_map": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "string"
                    }
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "name": "Example Ltd."
                }
            ]
        },
        "UpstreamRequest": {
            "type": "object",
            "description": "An MCP server or an A2A agent, as an administrator registers it.",
            "properties": {
                "name": {
                    "type": "string",
                    "pattern": "^[a-z0-9][a-z0-9-]{0,62}$",
                    "description": "Must have 1 to 63 characters of a-z, 0-9 and -, and not begin with -."
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "mcp",
                        "a2a"
                    ]
                },
                "url": {
                    "type": "string",
                    "description": "Must be an http or https URL without user info and fragment."
                },
                "transport": {
                    "type": "string",
                    "enum": [
                        "streamable_http",
                        "sse"
                    ],
                    "default": "streamable_http"
                },
                "required_scopes": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$"
                    },
                    "description": "When left out, the service-tier scope that is called like the kind. A list of 1 to 50 scope names.",
                    "minItems": 1,
                    "maxItems": 50
                },
                "required_token_binding": {
                    "type": "string",
                    "enum": [
                        "none",
                        "any",
                        "dpop",
                        "mtls"
                    ],
                    "description": "How the tokens of its callers must be bound.",
                    "default": "none"
                },
                "credential": {
                    "type": "object",
                    "properties": {
                        "mode": {
                            "type": "string",
                            "enum": [
                                "minted",
                                "static",
                                "token_exchange",
                                "none"
                            ]
                        },
                        "audience": {
                            "type": "string",
                            "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,2048}$",
                            "description": "Must have 1 to 2048 printable characters, without spaces."
                        },
                        "txn_token": {
                            "type": "boolean"
                        },
                        "header": {
                            "type": "string",
                            "description": "Must be the name of a header that carries a credential, such as authorization or x-api-key."
                        },
                        "value": {
                            "type": "string",
                            "description": "Written, never shown. Must have 1 to 4096 printable ASCII characters, no space first or last.",
                            "pattern": "^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,4094}[\\x21-\\x7e])?$"
                        },
                        "token_endpoint": {
                            "type": "string",
                            "description": "Must be an https URL without user info and fragment, or an http URL of this machine."
                        },
                        "client_id": {
                            "type": "string",
                            "pattern": "^[\\x20-\\x7e]{1,255}$",
                            "description": "Must have 1 to 255 printable ASCII characters."
                        },
                        "client_secret": {
                            "type": "string",
                            "description": "Written, never shown. Must have 1 to 1024 printable ASCII characters.",
                            "pattern": "^[\\x20-\\x7e]{1,1024}$"
                        },
                        "token_endpoint_auth_method": {
                            "type": "string",
                            "enum": [
                                "client_secret_basic",
                                "client_secret_post"
                            ]
                        },
                        "resource": {
                            "type": "string",
                            "description": "Must be an absolute URI without fragment."
                        },
                        "scope": {
                            "type": "string",
                            "pattern": "^(?=.{1,2048}$)[\\x21\\x23-\\x5b\\x5d-\\x7e]+(?: [\\x21\\x23-\\x5b\\x5d-\\x7e]+)*$",
                            "description": "Must be names of scopes, separated by single spaces."
                        },
                        "subject_token_type": {
                            "type": "string",
                            "enum": [
                                "urn:ietf:params:oauth:token-type:jwt",
                                "urn:ietf:params:oauth:token-type:access_token"
                            ]
                        },
                        "subject_token_audience": {
                            "type": "string",
                            "description": "`aud` of the subject token; when left out, the token endpoint. Must have 1 to 2048 printable characters, without spaces.",
                            "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,2048}$"
                        },
                        "requested_token_type": {
                            "type": "string",
                            "enum": [
                                "urn:ietf:params:oauth:token-type:access_token",
                                "urn:ietf:params:oauth:token-type:jwt"
                            ]
                        },
                        "set_at": {
                            "type": "string",
                            "description": "As the view has it, so that what was read can be sent back.",
                            "format": "date-time"
                        }
                    },
                    "required": [
                        "mode"
                    ],
                    "additionalProperties": false
                },
                "default": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny"
                    ],
                    "default": "allow"
                },
                "timeouts": {
                    "type": "object",
                    "properties": {
                        "connect": {
                            "type": "integer",
                            "minimum": 50,
                            "maximum": 60000
                        },
                        "first_byte": {
                            "type": "integer",
                            "minimum": 50,
                            "maximum": 600000
                        },
                        "idle": {
                            "type": "integer",
                            "minimum": 50,
                            "maximum": 3600000
                        },
                        "total": {
                            "type": "integer",
                            "minimum": 50,
                            "maximum": 86400000
                        }
                    },
                    "additionalProperties": false
                },
                "limits": {
                    "type": "object",
                    "properties": {
                        "request_bytes": {
                            "type": "integer",
                            "minimum": 128,
                            "maximum": 67108864
                        },
                        "response_bytes": {
                            "type": "integer",
                            "minimum": 1024,
                            "maximum": 17179869184
                        },
                        "event_bytes": {
                            "type": "integer",
                            "minimum": 1024,
                            "maximum": 268435456
                        },
                        "concurrent": {
                            "type": "integer",
                            "minimum": 1,
                            "maximum": 100000
                        },
                        "streams": {
                            "type": "integer",
                            "minimum": 1,
                            "maximum": 100000
                        }
                    },
                    "additionalProperties": false
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ],
                    "default": "active"
                }
            },
            "required": [
                "name",
                "kind",
                "url"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "name": "wiki",
                    "kind": "mcp",
                    "url": "http://127.0.0.1:9000/mcp",
                    "default": "deny"
                }
            ]
        },
        "UpstreamRequestChange": {
            "type": "object",
            "description": "An MCP server or an A2A agent, as an administrator registers it.",
            "properties": {
                "name": {
                    "type": "string",
                    "pattern": "^[a-z0-9][a-z0-9-]{0,62}$",
                    "description": "Must have 1 to 63 characters of a-z, 0-9 and -, and not begin with -."
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "mcp",
                        "a2a"
                    ]
                },
                "url": {
                    "type": "string",
                    "description": "Must be an http or https URL without user info and fragment."
                },
                "transport": {
                    "type": "string",
                    "enum": [
                        "streamable_http",
                        "sse"
                    ]
                },
                "required_scopes": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$"
                    },
                    "description": "When left out, the service-tier scope that is called like the kind. A list of 1 to 50 scope names.",
                    "minItems": 1,
                    "maxItems": 50
                },
                "required_token_binding": {
                    "type": "string",
                    "enum": [
                        "none",
                        "any",
                        "dpop",
                        "mtls"
                    ],
                    "description": "How the tokens of its callers must be bound."
                },
                "credential": {
                    "type": "object",
                    "properties": {
                        "mode": {
                            "type": "string",
                            "enum": [
                                "minted",
                                "static",
                                "token_exchange",
                                "none"
                            ]
                        },
                        "audience": {
                            "type": "string",
                            "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,2048}$",
                            "description": "Must have 1 to 2048 printable characters, without spaces."
                        },
                        "txn_token": {
                            "type": "boolean"
                        },
                        "header": {
                            "type": "string",
                            "description": "Must be the name of a header that carries a credential, such as authorization or x-api-key."
                        },
                        "value": {
                            "type": "string",
                            "description": "Written, never shown. Must have 1 to 4096 printable ASCII characters, no space first or last.",
                            "pattern": "^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,4094}[\\x21-\\x7e])?$"
                        },
                        "token_endpoint": {
                            "type": "string",
                            "description": "Must be an https URL without user info and fragment, or an http URL of this machine."
                        },
                        "client_id": {
                            "type": "string",
                            "pattern": "^[\\x20-\\x7e]{1,255}$",
                            "description": "Must have 1 to 255 printable ASCII characters."
                        },
                        "client_secret": {
                            "type": "string",
                            "description": "Written, never shown. Must have 1 to 1024 printable ASCII characters.",
                            "pattern": "^[\\x20-\\x7e]{1,1024}$"
                        },
                        "token_endpoint_auth_method": {
                            "type": "string",
                            "enum": [
                                "client_secret_basic",
                                "client_secret_post"
                            ]
                        },
                        "resource": {
                            "type": "string",
                            "description": "Must be an absolute URI without fragment."
                        },
                        "scope": {
                            "type": "string",
                            "pattern": "^(?=.{1,2048}$)[\\x21\\x23-\\x5b\\x5d-\\x7e]+(?: [\\x21\\x23-\\x5b\\x5d-\\x7e]+)*$",
                            "description": "Must be names of scopes, separated by single spaces."
                        },
                        "subject_token_type": {
                            "type": "string",
                            "enum": [
                                "urn:ietf:params:oauth:token-type:jwt",
                                "urn:ietf:params:oauth:token-type:access_token"
                            ]
                        },
                        "subject_token_audience": {
                            "type": "string",
                            "description": "`aud` of the subject token; when left out, the token endpoint. Must have 1 to 2048 printable characters, without spaces.",
                            "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,2048}$"
                        },
                        "requested_token_type": {
                            "type": "string",
                            "enum": [
                                "urn:ietf:params:oauth:token-type:access_token",
                                "urn:ietf:params:oauth:token-type:jwt"
                            ]
                        },
                        "set_at": {
                            "type": "string",
                            "description": "As the view has it, so that what was read can be sent back.",
                            "format": "date-time"
                        }
                    },
                    "required": [
                        "mode"
                    ],
                    "additionalProperties": false
                },
                "default": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny"
                    ]
                },
                "timeouts": {
                    "type": "object",
                    "properties": {
                        "connect": {
                            "type": "integer",
                            "minimum": 50,
                            "maximum": 60000
                        },
                        "first_byte": {
                            "type": "integer",
                            "minimum": 50,
                            "maximum": 600000
                        },
                        "idle": {
                            "type": "integer",
                            "minimum": 50,
                            "maximum": 3600000
                        },
                        "total": {
                            "type": "integer",
                            "minimum": 50,
                            "maximum": 86400000
                        }
                    },
                    "additionalProperties": false
                },
                "limits": {
                    "type": "object",
                    "properties": {
                        "request_bytes": {
                            "type": "integer",
                            "minimum": 128,
                            "maximum": 67108864
                        },
                        "response_bytes": {
                            "type": "integer",
                            "minimum": 1024,
                            "maximum": 17179869184
                        },
                        "event_bytes": {
                            "type": "integer",
                            "minimum": 1024,
                            "maximum": 268435456
                        },
                        "concurrent": {
                            "type": "integer",
                            "minimum": 1,
                            "maximum": 100000
                        },
                        "streams": {
                            "type": "integer",
                            "minimum": 1,
                            "maximum": 100000
                        }
                    },
                    "additionalProperties": false
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "default": "allow",
                    "timeouts": {
                        "total": 60000
                    }
                }
            ]
        },
        "UserIdentityRequest": {
            "type": "object",
            "description": "As whom an issuer knows a person, as an administrator writes it down.",
            "properties": {
                "issuer": {
                    "type": "string",
                    "description": "Must be the name of a trusted issuer."
                },
                "subject": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 255
                },
                "tenant": {
                    "type": "string",
                    "minLength": 0,
                    "maxLength": 255,
                    "default": ""
                }
            },
            "required": [
                "issuer",
                "subject"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "issuer": "https://issuer.example.com",
                    "subject": "ada"
                }
            ]
        },
        "UserRequest": {
            "type": "object",
            "description": "A person, as an administrator writes it down.",
            "properties": {
                "email": {
                    "type": "string",
                    "description": "One mailbox is one person, however it is typed.",
                    "format": "email"
                },
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "roles": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$"
                    },
                    "minItems": 1,
                    "maxItems": 50,
                    "description": "A list of 1 to 50 scope names."
                },
                "groups": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?$"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 names of groups.",
                    "default": []
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ],
                    "default": "active"
                }
            },
            "required": [
                "email",
                "name",
                "roles"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "email": "ada@example.com",
                    "name": "Ada Lovelace",
                    "roles": [
                        "user"
                    ],
                    "groups": [
                        "engineering"
                    ]
                }
            ]
        },
        "UserRequestChange": {
            "type": "object",
            "description": "A person, as an administrator writes it down.",
            "properties": {
                "email": {
                    "type": "string",
                    "description": "One mailbox is one person, however it is typed.",
                    "format": "email"
                },
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "roles": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$"
                    },
                    "minItems": 1,
                    "maxItems": 50,
                    "description": "A list of 1 to 50 scope names."
                },
                "groups": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "pattern": "^[\\x21-\\x7e](?:[\\x20-\\x7e]{0,198}[\\x21-\\x7e])?$"
                    },
                    "minItems": 0,
                    "maxItems": 100,
                    "description": "A list of 0 to 100 names of groups."
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "name": "Ada King",
                    "groups": [
                        "engineering",
                        "on-call"
                    ]
                }
            ]
        },
        "WorkloadRuleRequest": {
            "type": "object",
            "description": "A rule that says which of an issuer's workloads are which client, as an administrator writes it down.",
            "properties": {
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "claims": {
                    "type": "object",
                    "additionalProperties": {
                        "anyOf": [
                            {
                                "type": "string"
                            },
                            {
                                "type": "array",
                                "items": {
                                    "type": "string"
                                }
                            }
                        ]
                    }
                },
                "client_id": {
                    "type": "string",
                    "pattern": "^[\\x20-\\x7e]{1,255}$",
                    "description": "Must be the id of a client."
                },
                "scope": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be the names of 1 to 100 scopes, separated by spaces."
                },
                "resources": {
                    "type": [
                        "array",
                        "null"
                    ],
                    "items": {
                        "type": "string"
                    },
                    "minItems": 1,
                    "maxItems": 100,
                    "description": "A list of 1 to 100 resource URIs."
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ],
                    "default": "active"
                }
            },
            "required": [
                "name",
                "claims",
                "client_id"
            ],
            "additionalProperties": false,
            "examples": [
                {
                    "name": "Deployments",
                    "claims": {
                        "sub": "repo:example/app:*"
                    },
                    "client_id": "a0b1c2d3e4f5a6b7"
                }
            ]
        },
        "WorkloadRuleRequestChange": {
            "type": "object",
            "description": "A rule that says which of an issuer's workloads are which client, as an administrator writes it down.",
            "properties": {
                "name": {
                    "type": "string",
                    "minLength": 1,
                    "maxLength": 200
                },
                "claims": {
                    "type": "object",
                    "additionalProperties": {
                        "anyOf": [
                            {
                                "type": "string"
                            },
                            {
                                "type": "array",
                                "items": {
                                    "type": "string"
                                }
                            }
                        ]
                    }
                },
                "client_id": {
                    "type": "string",
                    "pattern": "^[\\x20-\\x7e]{1,255}$",
                    "description": "Must be the id of a client."
                },
                "scope": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Must be the names of 1 to 100 scopes, separated by spaces."
                },
                "resources": {
                    "type": [
                        "array",
                        "null"
                    ],
                    "items": {
                        "type": "string"
                    },
                    "minItems": 1,
                    "maxItems": 100,
                    "description": "A list of 1 to 100 resource URIs."
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "additionalProperties": false,
            "examples": [
                {
                    "name": "Deployments of the app"
                }
            ]
        }
    }
};
//# sourceMappingURL=operations.generated.js.map