/** What the source tells of the whole interface. */
export const SOURCE_FACTS = {
    "controllers": {
        "AccessKeyRevocationAdminController": "Ends many access keys at once, for administrators.",
        "AccessKeyTokenController": "A script exchanges its access key for a short token, to be used where the key itself should not go.",
        "AccessKeysAdminController": "Access keys, for administrators: for whom there are which, and to end them.",
        "AccountConfirmController": "Somebody who is signed in proves once more that it is them, by any way that they have.",
        "AccountController": "What a person sees of themselves: where they are signed in, who acts for them, what they allowed; each can be ended.",
        "AccountDevicesController": "A person sees their devices, revokes one, or makes a code for another.",
        "AccountKeysController": "A person makes an access key for a script of theirs, or revokes one.",
        "AccountPasskeysController": "A person adds, renames or deletes a passkey of theirs.",
        "AccountPasswordController": "A person changes their password.",
        "AccountSecondFactorController": "A person sets up a second factor, makes other recovery codes, or removes it: never in a sign-in of long ago.",
        "AgentController": "A2A agents behind the gate: their card, and both bindings at one URL.",
        "AnomaliesAdminController": "What was unusual of clients and people.",
        "ApiDocsController": "What this interface is, for programs and for people.",
        "AssetsController": "What pages refer to: stylesheet, icon, script, logo.",
        "AuditExportController": "Evidence to take away: it proves itself, with the public keys alone.",
        "AuditSearchController": "What was decided, for administrators who look for it. What proves itself is the export's.",
        "AuthorizationCodeController": "Tokens for a client that a person sent back with a code (RFC 6749 §4.1.3).",
        "AuthorizationServersAdminController": "Authorization servers for which ID-JAGs are issued, for administrators.",
        "AuthorizeController": "The authorization endpoint (RFC 6749 §3.1), by GET and by POST (OpenID Connect Core §3.1.2.1). What it was asked is checked and stored; sign-in and consent go on under the stored request's own path.",
        "BackchannelLogoutController": "Where a company's provider tells that somebody was signed out there (OpenID Connect Back-Channel Logout §2.5).",
        "BansAdminController": "Bans of addresses, for administrators.",
        "BridgeCodesAdminController": "Codes for the devices of people, for administrators.",
        "BridgeExchangeController": "A host on a person's machine exchanges a code for a token, with no other secret.",
        "BridgeRenewalController": "A device renews its token by the key that it showed when it began: by a DPoP proof, or by its TLS certificate.",
        "CapabilitiesController": "Tells hosts that do not know this Gatehouse yet how to begin.",
        "ClientCredentialsController": "Tokens for a client acting as itself, in the name of its owner (RFC 6749 §4.4). There is no refresh token.",
        "ClientSecretRevocationAdminController": "Ends many secrets of clients at once, for administrators.",
        "ClientSecretsAdminController": "Secrets of a client, for administrators: two at a time, so that one can be replaced without downtime.",
        "ClientsAdminController": "Clients, for administrators.",
        "CompanySignInController": "Where people come back to from a company's provider; they leave by a form of the sign-in page.",
        "ConnectController": "A program on the person's computer asks for a code, and the person answers. The request is the query of the page and of its forms, read anew each time; the form's token says that our page showed this very request to this very person.",
        "ConsentRevocationAdminController": "Takes back much of what people agreed to at once, for administrators.",
        "ConsentsAdminController": "What people agreed to, for administrators: to see it, and to end it.",
        "CountedReportsAdminController": "Reports that count events: whole, never a page of it, so that sums are right. `from` and `to` of an answer say what was counted.",
        "CredentialsAdminController": "How people prove who they are, for administrators, who never get to know a password.",
        "DeviceAuthorizationController": "A program on a machine without a browser asks to be let in from another one: an answer as RFC 8628 §3.2 has it.",
        "DeviceCodeController": "Tokens for a client that waited until a person had let it in elsewhere (RFC 8628 §3.4).",
        "DeviceEntryController": "A person enters the code that a program shows on a machine without a browser, and answers it (RFC 8628 §3.3). Every step looks anew who is signed in and what waits under the code.",
        "DeviceRequestController": "A client without a browser begins: it is given a code to wait with, and one to show to a person (RFC 8628 §3.1, §3.2).",
        "DeviceRevocationAdminController": "Ends many devices at once, for administrators.",
        "DevicesAdminController": "Devices of people, for administrators: who has which, to let one in, and to end it.",
        "EvidenceKeysController": "The public keys of all checkpoints there are, also of those that sign no more, and of those to come (RFC 7517 §5). Whoever verifies must have a key before anybody could have put another in its place.",
        "EvidenceReceiversAdminController": "Who is sent evidence, for administrators.",
        "ExplainAdminController": "Says why a call would be allowed or denied, rule by rule. Nothing is recorded, for nobody called.",
        "GateController": "MCP servers behind the gate (streamable HTTP).",
        "GroupsAdminController": "Groups that people are in; one without anybody is none.",
        "HealthController": "For the operator's probes: is the process alive, may it get traffic.",
        "HeartbeatController": "A host tells every 30 seconds that it is there; that it is told 401 is how it learns that it was revoked.",
        "HoldingsAdminController": "Reports on what there is now: sessions that are live, and what clients hold.",
        "HooksController": "Agent hosts ask before a tool runs, and tell what ran.",
        "InteractionController": "Sign-in and consent of one stored authorization request, and its answer. Every form leads back to the request's own path, which looks anew at what is left to do: no page decides what comes after it.",
        "IntrospectionController": "Tells a resource server, or the client itself, what a token is worth now (RFC 7662, RFC 9701).",
        "IssuersAdminController": "Whom else we believe about machines and people, for administrators.",
        "JobsAdminController": "Periodic jobs of the process that answers; each replica has its own.",
        "JwksController": "The public keys (RFC 7517 §5), for every verifier, pages in a browser included. Hosts of devices find the same document beside the manifest that they verify with it: what signs tokens signs manifests.",
        "JwtBearerController": "Tokens for a JWT of somebody whom we trust (RFC 7523 §2.1): for a machine, by the token of its platform; for a person, by an ID-JAG that the person's company made out to the client.",
        "KeysAdminController": "What administrators may see and do about signing keys.",
        "LogoutController": "A client wants a person signed out (OpenID Connect RP-Initiated Logout).",
        "ManifestController": "What a device's person may reach, signed; the keys are at `/api/v1/bridge/pubkey`.",
        "MetadataController": "Authorization server metadata (RFC 8414 §3, OpenID Connect Discovery §4). The issuer has no path, so the path-inserted forms that clients derive from a resource's path lead here as well.",
        "MetricsController": "Numbers for Prometheus.",
        "OAuthClientController": "A device gets the OAuth client by which the hooks of its person's hosts ask for tokens.",
        "OfferedToolsAdminController": "The tools of an MCP server, for administrators who write rules about them.",
        "OwnDeviceController": "What a device may do about itself: end, when its person logs out of it.",
        "PasskeyOptionsController": "Challenges for whoever would sign in by a passkey, and the origins from which they may.",
        "PasskeysAdminController": "Passkeys of people, for administrators: which there are, and to end one. Nobody makes one for somebody else.",
        "PoliciesAdminController": "Who may reach what, for administrators.",
        "PushedAuthorizationController": "Authorization requests that clients push before the browser comes (RFC 9126).",
        "RefreshTokenController": "Further tokens of a session that a person began (RFC 6749 §6).",
        "RegistrationController": "Where clients register themselves (RFC 7591), and look after what they registered (RFC 7592).",
        "RegistrationTokensAdminController": "Initial access tokens (RFC 7591 §1.2), for administrators.",
        "RegistryController": "What the caller of this request may reach, and nothing else; also in the form of the MCP registry (its API v0.1).",
        "ReportsAdminController": "Reports for administrators.",
        "ResourceMetadataController": "Protected resource metadata, one document for each upstream and one for the admin API (RFC 9728 §3).",
        "RevocationController": "A client gives up a token of its own (RFC 7009): the session ends, and with it all that was opened from it.",
        "ScopesAdminController": "Scopes, for administrators: the built-in ones, and their own.",
        "SecondFactorAdminController": "A person's second factor, for administrators, who learn whether there is one and can take it away; never a code.",
        "SecretsAdminController": "Long-lived secrets of every kind, for administrators: how old they are, when they were used, and what is due. Never a value.",
        "SessionRevocationAdminController": "Ends many sessions at once, for administrators.",
        "SessionStoryAdminController": "What came of a session, and what it came from, for administrators: told by evidence, of whomever it was.",
        "SessionsAdminController": "Sessions, for administrators: to see who may act, and to end it.",
        "SettingsAdminController": "What the process that answers was started with.",
        "SetupController": "The page behind a setup link, by which a person sets a password or makes a passkey.",
        "SignInController": "Signing in to one's own account. An application's sign-in has a path of its own.",
        "SignInProvidersAdminController": "Companies' OpenID providers by which people sign in, for administrators.",
        "TokenExchangeController": "A token to act for whom another token speaks, with no more authority than that one has; or a statement about them for somebody else: another domain's authorization server, or the next hop of a call (RFC 8693).",
        "TrafficAdminController": "What was made of traffic, for administrators to read: nothing here decides, and nothing can be changed.",
        "UnsupportedGrantController": "What no grant's controller took; it must be the last of them in the module.",
        "UpstreamsAdminController": "Upstreams, for administrators.",
        "UsageController": "What the calling device did, and all devices of its person, over 1, 7 and 30 days.",
        "UserIdentitiesAdminController": "As whom other issuers know a person, for administrators.",
        "UserinfoController": "Who the person behind a token is (OpenID Connect Core §5.3); for tokens with scope `openid` and our own audience.",
        "UsersAdminController": "People, for administrators.",
        "WhoamiController": "Tells a device for whom it acts, and as which.",
        "WorkloadRulesAdminController": "Which of an issuer's workloads are which client, for administrators."
    },
    "operations": {
        "AccessKeyRevocationAdminController.revoke": {
            "description": "End the live access keys that a filter finds. With them ends every token that they were exchanged for; `?dry_run=true` tells first how many they are.",
            "json": true,
            "bodies": [
                "AccessKeyRevocationRequest"
            ],
            "problems": {
                "400": [],
                "409": [
                    "The filter finds more than 10000: narrow it."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "matched": {
                        "type": "number"
                    },
                    "closed": {
                        "type": "number"
                    }
                },
                "required": [
                    "matched",
                    "closed"
                ]
            }
        },
        "AccessKeyTokenController.exchanged": {
            "json": true,
            "bodies": [
                "AccessKeyTokenRequest"
            ],
            "problems": {
                "400": [],
                "401": [],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "anyOf": [
                    {
                        "$ref": "#/components/schemas/TokenAnswer"
                    },
                    {
                        "$ref": "#/components/schemas/AssertionAnswer"
                    }
                ]
            }
        },
        "AccessKeysAdminController.create": {
            "description": "The answer is the only one that ever shows the key.",
            "json": true,
            "located": true,
            "bodies": [
                "AccessKeyRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such user."
                ],
                "409": [
                    "A person has at most 50 access keys: revoke one first.",
                    "The user is not active, and may have no access key."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "id": {
                        "type": "string"
                    },
                    "prefix": {
                        "type": "string"
                    },
                    "user_id": {
                        "type": "string"
                    },
                    "session_id": {
                        "type": "string"
                    },
                    "name": {
                        "type": "string"
                    },
                    "scope": {
                        "type": "string"
                    },
                    "resources": {
                        "type": [
                            "array",
                            "null"
                        ],
                        "items": {
                            "type": "string"
                        }
                    },
                    "addresses": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    },
                    "active": {
                        "type": "boolean"
                    },
                    "last_used_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "created_at": {
                        "type": "string"
                    },
                    "expires_at": {
                        "type": "string"
                    },
                    "closed_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "close_reason": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "access_key": {
                        "type": "string"
                    }
                },
                "required": [
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
            }
        },
        "AccessKeysAdminController.list": {
            "query": {
                "active": {
                    "type": "boolean"
                },
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "user_id": {
                    "type": "string"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/AccessKeyView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "AccessKeysAdminController.listOfUser": {
            "query": {
                "active": {
                    "type": "boolean"
                },
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                }
            },
            "problems": {
                "400": [],
                "404": [
                    "No such user."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/AccessKeyView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "AccessKeysAdminController.read": {
            "problems": {
                "404": [
                    "No such access key."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/AccessKeyView"
            }
        },
        "AccessKeysAdminController.revoke": {
            "description": "Scripts that use it are refused from the next call on.",
            "problems": {
                "404": [
                    "No such access key."
                ]
            }
        },
        "AccountConfirmController.confirm": {
            "description": "Somebody who is signed in proves once more that it is them.",
            "form": [
                "code",
                "email",
                "form_token",
                "passkey",
                "password",
                "provider",
                "recovery_code",
                "sign_in"
            ],
            "query": {
                "to": {
                    "type": "string"
                }
            },
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountConfirmController.show": {
            "description": "The page where somebody who is signed in proves once more that it is them, by any way that they have.",
            "query": {
                "to": {
                    "type": "string"
                }
            },
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ]
        },
        "AccountController.close": {
            "description": "A person ends a session of theirs.",
            "form": [
                "form_token"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountController.show": {
            "description": "A person's page of themselves: where they are signed in, who acts for them, what they allowed.",
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ]
        },
        "AccountController.signOut": {
            "description": "A person signs out.",
            "form": [
                "form_token"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountController.withdraw": {
            "description": "A person takes back what they allowed; what was opened by it ends.",
            "form": [
                "form_token"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountDevicesController.connect": {
            "description": "A person makes a code for another device. The answer is the only one that ever shows the code.",
            "bodies": [
                "BridgeCodeRequest"
            ],
            "form": [
                "device_name",
                "form_token",
                "password"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such user."
                ],
                "409": [
                    "10 codes wait already: use one, or wait.",
                    "The user is not active."
                ]
            },
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountDevicesController.revoke": {
            "description": "A person revokes a device of theirs.",
            "form": [
                "form_token"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountDevicesController.show": {
            "description": "A person's page of their devices.",
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ]
        },
        "AccountKeysController.create": {
            "description": "A person makes an access key for a script of theirs.",
            "bodies": [
                "AccessKeyRequest"
            ],
            "form": [
                "addresses",
                "days",
                "form_token",
                "key_password",
                "name",
                "scope"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such user."
                ],
                "409": [
                    "A person has at most 50 access keys: revoke one first.",
                    "The user is not active, and may have no access key."
                ]
            },
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountKeysController.revoke": {
            "description": "A person revokes an access key of theirs.",
            "form": [
                "form_token"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountPasskeysController.add": {
            "description": "A person adds a passkey.",
            "form": [
                "form_token",
                "passkey",
                "passkey_name"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountPasskeysController.options": {
            "description": "The challenge for a passkey to be added, for the page's script.",
            "form": [
                "form_token"
            ],
            "statuses": [
                200
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            },
            "answer": {
                "type": "object"
            }
        },
        "AccountPasskeysController.remove": {
            "description": "A person deletes a passkey of theirs.",
            "form": [
                "form_token"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountPasskeysController.rename": {
            "description": "A person renames a passkey of theirs.",
            "form": [
                "form_token",
                "passkey_name"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountPasswordController.change": {
            "form": [
                "form_token"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountSecondFactorController.confirm": {
            "description": "A person sets up a second factor by its first code. The answer is the only one that ever shows the recovery codes.",
            "form": [
                "code",
                "form_token",
                "offer"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountSecondFactorController.remove": {
            "description": "A person removes their second factor.",
            "form": [
                "form_token"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountSecondFactorController.renew": {
            "description": "A person makes other recovery codes.",
            "form": [
                "form_token"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AccountSecondFactorController.show": {
            "description": "A person's page of their second factor.",
            "types": [
                "text/html"
            ]
        },
        "AccountSecondFactorController.signIn": {
            "description": "The person signs in anew, which changing a second factor takes when the sign-in was long ago.",
            "form": [
                "code",
                "email",
                "form_token",
                "passkey",
                "password",
                "provider",
                "recovery_code",
                "sign_in"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "AgentController.card": {
            "description": "The card of an agent: what it can, and how to call it through the gate.",
            "types": [
                "application/json"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Requests of this origin are not admitted."
                ],
                "404": [
                    "There is no such session."
                ],
                "405": [],
                "413": [],
                "415": [
                    "The content type must be application/json."
                ],
                "502": [
                    "An event of the server is not UTF-8.",
                    "The address of the server is not admitted.",
                    "The agent’s answer is no card.",
                    "The server broke off its answer.",
                    "The server broke off its stream.",
                    "The server could not be called.",
                    "The server could not be reached.",
                    "The server ended its stream at once.",
                    "The server gave no answer that can be read.",
                    "The server named its session in a way that MCP does not have.",
                    "The server wants messages to go elsewhere.",
                    "The session was closed."
                ],
                "503": [
                    "The session ended while a token for the server was asked for.",
                    "The session has too many requests under way.",
                    "This server is switched off.",
                    "Too many large requests at once.",
                    "Too many sessions at this server.",
                    "What this call is decided by has changed while it came. Send it again.",
                    "Whether this may still be done cannot be told at the moment."
                ],
                "504": [
                    "The server could not be called in time.",
                    "The server could not be reached in time.",
                    "The server did not answer in time.",
                    "The server did not say in time where messages go."
                ]
            }
        },
        "AgentController.rest": {
            "description": "Call an agent by its HTTP+JSON binding.",
            "types": [
                "application/json"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Requests of this origin are not admitted."
                ],
                "404": [
                    "There is no such session."
                ],
                "405": [],
                "413": [],
                "415": [
                    "The content type must be application/json."
                ],
                "502": [
                    "An event of the server is not UTF-8.",
                    "The address of the server is not admitted.",
                    "The agent’s answer is no card.",
                    "The server broke off its answer.",
                    "The server broke off its stream.",
                    "The server could not be called.",
                    "The server could not be reached.",
                    "The server ended its stream at once.",
                    "The server gave no answer that can be read.",
                    "The server named its session in a way that MCP does not have.",
                    "The server wants messages to go elsewhere.",
                    "The session was closed."
                ],
                "503": [
                    "The session ended while a token for the server was asked for.",
                    "The session has too many requests under way.",
                    "This server is switched off.",
                    "Too many large requests at once.",
                    "Too many sessions at this server.",
                    "What this call is decided by has changed while it came. Send it again.",
                    "Whether this may still be done cannot be told at the moment."
                ],
                "504": [
                    "The server could not be called in time.",
                    "The server could not be reached in time.",
                    "The server did not answer in time.",
                    "The server did not say in time where messages go."
                ]
            }
        },
        "AgentController.rpc": {
            "description": "Call an agent by JSON-RPC.",
            "types": [
                "application/json"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Requests of this origin are not admitted."
                ],
                "404": [
                    "There is no such session."
                ],
                "405": [],
                "413": [],
                "415": [
                    "The content type must be application/json."
                ],
                "502": [
                    "An event of the server is not UTF-8.",
                    "The address of the server is not admitted.",
                    "The agent’s answer is no card.",
                    "The server broke off its answer.",
                    "The server broke off its stream.",
                    "The server could not be called.",
                    "The server could not be reached.",
                    "The server ended its stream at once.",
                    "The server gave no answer that can be read.",
                    "The server named its session in a way that MCP does not have.",
                    "The server wants messages to go elsewhere.",
                    "The session was closed."
                ],
                "503": [
                    "The session ended while a token for the server was asked for.",
                    "The session has too many requests under way.",
                    "This server is switched off.",
                    "Too many large requests at once.",
                    "Too many sessions at this server.",
                    "What this call is decided by has changed while it came. Send it again.",
                    "Whether this may still be done cannot be told at the moment."
                ],
                "504": [
                    "The server could not be called in time.",
                    "The server could not be reached in time.",
                    "The server did not answer in time.",
                    "The server did not say in time where messages go."
                ]
            }
        },
        "AnomaliesAdminController.list": {
            "description": "What was unusual of clients and people. Each with the numbers that it was judged by: `value` is over `threshold`, or `name` was never there before.",
            "query": {
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "metric": {
                    "type": "string",
                    "enum": [
                        "calls",
                        "denials",
                        "new_client",
                        "new_country",
                        "new_tool"
                    ]
                },
                "subject": {
                    "type": "string"
                },
                "subject_type": {
                    "type": "string",
                    "enum": [
                        "client",
                        "person"
                    ]
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "from": {
                        "type": "string"
                    },
                    "to": {
                        "type": "string"
                    },
                    "as_of": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "name": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "at": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "value": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "metric": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "subject_type": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "subject": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "threshold": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "mean": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "deviation": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "samples": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "known_since": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                },
                                "known_before": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        }
                                    ]
                                }
                            },
                            "required": [
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
                        }
                    },
                    "next": {
                        "type": "null"
                    }
                },
                "required": [
                    "from",
                    "to",
                    "as_of",
                    "items",
                    "next"
                ]
            }
        },
        "ApiDocsController.json": {
            "description": "The OpenAPI document, version 3.1.",
            "answer": {
                "type": "object"
            }
        },
        "ApiDocsController.page": {
            "description": "This page: the same document for people; with `q` only the operations that have all of its words.",
            "query": {
                "q": {
                    "type": "string"
                }
            },
            "types": [
                "text/html"
            ]
        },
        "AssetsController.logo": {
            "description": "The logo on every page. The operator's file; whoever opens an SVG as a page of its own finds its scripts and references dead.",
            "problems": {
                "404": [
                    "No such asset."
                ]
            }
        },
        "AssetsController.one": {
            "description": "Stylesheet, icon or script of the pages, under a name that changes with what is in it.",
            "problems": {
                "404": [
                    "No such asset."
                ]
            }
        },
        "AuditExportController.export": {
            "description": "Export evidence that proves itself. Whole checkpoints from a time to a time, as lines of JSON; a checkpoint closes it, so that a cut end shows.",
            "query": {
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            }
        },
        "AuditExportController.proof": {
            "description": "Show the proof of one receipt. That it is in a checkpoint, without any other receipt.",
            "types": [
                "application/json"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "404": [
                    "No such receipt."
                ]
            }
        },
        "AuditSearchController.lines": {
            "description": "Search receipts, and take all of them as lines of JSON.",
            "query": {
                "agent": {
                    "type": "string"
                },
                "client_id": {
                    "type": "string"
                },
                "decision": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny",
                        "done"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "kind": {
                    "type": "string"
                },
                "reason": {
                    "type": "string"
                },
                "rule": {
                    "type": "string"
                },
                "sid": {
                    "type": "string"
                },
                "sub": {
                    "type": "string"
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                },
                "tool": {
                    "type": "string"
                },
                "tree": {
                    "type": "string"
                },
                "txn": {
                    "type": "string"
                },
                "upstream": {
                    "type": "string"
                }
            },
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            }
        },
        "AuditSearchController.list": {
            "description": "Search receipts, the newest first. What is recorded meanwhile moves no page: whoever follows `next` meets no receipt twice, and every one that was there when the first page was read.",
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "agent": {
                    "type": "string"
                },
                "client_id": {
                    "type": "string"
                },
                "decision": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny",
                        "done"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "kind": {
                    "type": "string"
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "reason": {
                    "type": "string"
                },
                "rule": {
                    "type": "string"
                },
                "sid": {
                    "type": "string"
                },
                "sub": {
                    "type": "string"
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                },
                "tool": {
                    "type": "string"
                },
                "tree": {
                    "type": "string"
                },
                "txn": {
                    "type": "string"
                },
                "upstream": {
                    "type": "string"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "at": {},
                                "client_id": {},
                                "id": {},
                                "reason": {},
                                "sid": {},
                                "kind": {},
                                "upstream": {},
                                "tool": {},
                                "rule": {},
                                "decision": {},
                                "hash": {},
                                "writer": {},
                                "seq": {},
                                "sub": {},
                                "txn": {},
                                "act": {},
                                "ancestors": {},
                                "resource": {},
                                "policy_version": {},
                                "request_id": {},
                                "origin": {},
                                "detail": {},
                                "prev": {}
                            },
                            "required": [
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
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "AuditSearchController.read": {
            "description": "What proves itself is the export's.",
            "problems": {
                "404": [
                    "No such receipt."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "at": {},
                    "client_id": {},
                    "id": {},
                    "reason": {},
                    "sid": {},
                    "kind": {},
                    "upstream": {},
                    "tool": {},
                    "rule": {},
                    "decision": {},
                    "hash": {},
                    "writer": {},
                    "seq": {},
                    "sub": {},
                    "txn": {},
                    "act": {},
                    "ancestors": {},
                    "resource": {},
                    "policy_version": {},
                    "request_id": {},
                    "origin": {},
                    "detail": {},
                    "prev": {}
                },
                "required": [
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
            }
        },
        "AuditSearchController.table": {
            "description": "Search receipts, and take all of them as a table (RFC 4180) that no spreadsheet takes for formulas.",
            "query": {
                "agent": {
                    "type": "string"
                },
                "client_id": {
                    "type": "string"
                },
                "decision": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny",
                        "done"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "kind": {
                    "type": "string"
                },
                "reason": {
                    "type": "string"
                },
                "rule": {
                    "type": "string"
                },
                "sid": {
                    "type": "string"
                },
                "sub": {
                    "type": "string"
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                },
                "tool": {
                    "type": "string"
                },
                "tree": {
                    "type": "string"
                },
                "txn": {
                    "type": "string"
                },
                "upstream": {
                    "type": "string"
                }
            },
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            }
        },
        "AuthorizationCodeController.authorize": {
            "description": "Everything is checked before anything is spent: a request that is wrong leaves the code as good as it was.",
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "assertion",
                "audience",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code",
                "code_verifier",
                "redirect_uri",
                "refresh_token",
                "resource"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_dpop_proof",
                    "invalid_grant",
                    "invalid_request",
                    "invalid_target",
                    "unauthorized_client"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            },
            "answer": {
                "anyOf": [
                    {
                        "$ref": "#/components/schemas/TokenAnswer"
                    },
                    {
                        "$ref": "#/components/schemas/AssertionAnswer"
                    }
                ]
            }
        },
        "AuthorizationServersAdminController.change": {
            "json": true,
            "bodies": [
                "AuthorizationServerRequest"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such authorization server."
                ],
                "409": [
                    "There is an authorization server with this issuer."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/AuthorizationServerView"
            }
        },
        "AuthorizationServersAdminController.create": {
            "json": true,
            "located": true,
            "bodies": [
                "AuthorizationServerRequest"
            ],
            "problems": {
                "400": [],
                "409": [
                    "There is an authorization server with this issuer."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/AuthorizationServerView"
            }
        },
        "AuthorizationServersAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "issuer": {
                    "type": "string"
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/AuthorizationServerView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "AuthorizationServersAdminController.read": {
            "problems": {
                "404": [
                    "No such authorization server."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/AuthorizationServerView"
            }
        },
        "AuthorizationServersAdminController.remove": {
            "problems": {
                "404": [
                    "No such authorization server."
                ]
            }
        },
        "AuthorizeController.get": {
            "description": "A client sends a person here to sign in and agree (RFC 6749 §3.1).",
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "code_challenge",
                "code_challenge_method",
                "dpop_jkt",
                "max_age",
                "prompt",
                "redirect_uri",
                "request",
                "resource",
                "response_mode",
                "response_type",
                "scope",
                "state"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_dpop_proof",
                    "invalid_request",
                    "invalid_scope",
                    "invalid_target",
                    "login_required",
                    "request_not_supported",
                    "request_uri_not_supported",
                    "unauthorized_client",
                    "unsupported_response_type"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            }
        },
        "AuthorizeController.post": {
            "description": "The same as a form (OpenID Connect Core §3.1.2.1).",
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "code_challenge",
                "code_challenge_method",
                "dpop_jkt",
                "max_age",
                "prompt",
                "redirect_uri",
                "request",
                "resource",
                "response_mode",
                "response_type",
                "scope",
                "state"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_dpop_proof",
                    "invalid_request",
                    "invalid_scope",
                    "invalid_target",
                    "login_required",
                    "request_not_supported",
                    "request_uri_not_supported",
                    "unauthorized_client",
                    "unsupported_response_type"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            }
        },
        "AuthorizeController.refuse": {
            "refuses": true
        },
        "BackchannelLogoutController.logOut": {
            "description": "A company's provider tells that somebody was signed out there (OpenID Connect Back-Channel Logout §2.5). 200 also when nobody was signed in; errors as JSON, none of it cached (§2.8).",
            "form": [
                "logout_token"
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            }
        },
        "BansAdminController.change": {
            "json": true,
            "bodies": [
                "BanChangeRequest"
            ],
            "query": {
                "force": {
                    "type": "string",
                    "enum": [
                        "false",
                        "true"
                    ]
                }
            },
            "problems": {
                "400": [],
                "404": [
                    "No such ban."
                ],
                "409": [
                    "This holds the address that you are calling from. Say ?force=true if you mean it."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/BanView"
            }
        },
        "BansAdminController.create": {
            "json": true,
            "located": true,
            "bodies": [
                "BanRequest"
            ],
            "query": {
                "force": {
                    "type": "string",
                    "enum": [
                        "false",
                        "true"
                    ]
                }
            },
            "problems": {
                "400": [],
                "409": [
                    "There are 10000 bans already. Lift some, or ban wider ranges.",
                    "There is a ban of this range.",
                    "This holds the address that you are calling from. Say ?force=true if you mean it."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/BanView"
            }
        },
        "BansAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "range": {
                    "type": "string"
                },
                "source": {
                    "type": "string",
                    "enum": [
                        "administrator",
                        "automatic"
                    ]
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/BanView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "BansAdminController.read": {
            "problems": {
                "404": [
                    "No such ban."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/BanView"
            }
        },
        "BansAdminController.remove": {
            "problems": {
                "404": [
                    "No such ban."
                ]
            }
        },
        "BridgeCodesAdminController.issue": {
            "description": "Make a one-time code for a device of a person. The answer is the only one that ever shows the code.",
            "json": true,
            "bodies": [
                "BridgeCodeRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such user."
                ],
                "409": [
                    "10 codes wait already: use one, or wait.",
                    "The user is not active."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "code": {
                        "type": "string"
                    },
                    "expires_at": {
                        "type": "string"
                    }
                },
                "required": [
                    "code",
                    "expires_at"
                ]
            }
        },
        "BridgeExchangeController.exchange": {
            "json": true,
            "bodies": [
                "BridgeExchangeRequest"
            ],
            "problems": {
                "400": [],
                "401": [
                    "The code is not accepted."
                ],
                "403": [
                    "Devices are let in by hand here: the device needs a key of its own.",
                    "The device waits until an administrator lets it in."
                ],
                "409": [
                    "The key belongs to a device of somebody else."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "errors": {
                "400": [
                    "invalid_dpop_proof",
                    "invalid_request"
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/BridgeAnswer"
            }
        },
        "BridgeRenewalController.renew": {
            "problems": {
                "401": [
                    "No device has the key that the request proves."
                ],
                "403": [
                    "The device waits until an administrator lets it in."
                ]
            },
            "errors": {
                "400": [
                    "invalid_dpop_proof",
                    "invalid_request"
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/BridgeAnswer"
            }
        },
        "CapabilitiesController.tell": {
            "answer": {
                "type": "object"
            }
        },
        "ClientCredentialsController.authorize": {
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "assertion",
                "audience",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code",
                "plugin_id",
                "refresh_token",
                "resource",
                "scope"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_dpop_proof",
                    "invalid_request",
                    "invalid_scope",
                    "invalid_target",
                    "unauthorized_client"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            },
            "answer": {
                "anyOf": [
                    {
                        "$ref": "#/components/schemas/TokenAnswer"
                    },
                    {
                        "$ref": "#/components/schemas/AssertionAnswer"
                    }
                ]
            }
        },
        "ClientSecretRevocationAdminController.revoke": {
            "description": "Delete the secrets of clients that a filter finds. The last one of each client stays, and `kept` tells how many these are: to take a client's access away, deactivate it. `?dry_run=true` tells all of it first.",
            "json": true,
            "bodies": [
                "ClientSecretRevocationRequest"
            ],
            "problems": {
                "400": [],
                "409": [
                    "The filter finds more than 10000: narrow it."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "matched": {
                        "type": "number"
                    },
                    "deleted": {
                        "type": "number"
                    },
                    "kept": {
                        "type": "number"
                    }
                },
                "required": [
                    "matched",
                    "deleted",
                    "kept"
                ]
            }
        },
        "ClientSecretsAdminController.add": {
            "description": "The answer is the only one that ever shows the secret.",
            "located": true,
            "problems": {
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such client."
                ],
                "409": [
                    "A client has at most two secrets: delete one first.",
                    "A client that is registered for another way of authentication has no secrets."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "id": {
                        "type": "string"
                    },
                    "created_at": {
                        "type": "string"
                    },
                    "expires_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "last_used_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "client_secret": {
                        "type": "string"
                    }
                },
                "required": [
                    "id",
                    "created_at",
                    "expires_at",
                    "last_used_at",
                    "client_secret"
                ]
            }
        },
        "ClientSecretsAdminController.list": {
            "problems": {
                "404": [
                    "No such client."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/SecretView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "ClientSecretsAdminController.read": {
            "problems": {
                "404": [
                    "No such client.",
                    "No such secret."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/SecretView"
            }
        },
        "ClientSecretsAdminController.remove": {
            "description": "The last one stays: to take a client's access away, deactivate it, and it is on record.",
            "problems": {
                "404": [
                    "No such client.",
                    "No such secret."
                ],
                "409": [
                    "The last secret stays: add another first, or deactivate the client."
                ]
            }
        },
        "ClientsAdminController.change": {
            "description": "Only what is named changes. One that becomes inactive is refused from the next call on, and its sessions end.",
            "json": true,
            "bodies": [
                "ClientRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners.",
                    "These are not for who looks after their own agents alone."
                ],
                "404": [
                    "No such client."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/ClientView"
            }
        },
        "ClientsAdminController.create": {
            "description": "The answer is the only one that ever shows the secret; a public client has none.",
            "json": true,
            "located": true,
            "bodies": [
                "ClientRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners.",
                    "These are not for who looks after their own agents alone."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "purpose_stated": {
                        "type": "boolean"
                    },
                    "created_at": {
                        "type": "string"
                    },
                    "updated_at": {
                        "type": "string"
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
                        }
                    },
                    "exchange_id_tokens": {
                        "type": "boolean"
                    },
                    "device_authorization_administration": {
                        "type": "boolean"
                    },
                    "resources": {
                        "type": [
                            "array",
                            "null"
                        ],
                        "items": {
                            "type": "string"
                        }
                    },
                    "audiences": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    },
                    "default_audience": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "plugin_ids": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    },
                    "expires_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "purpose": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "subject": {
                        "type": "string",
                        "enum": [
                            "client",
                            "owner"
                        ]
                    },
                    "client_uri": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "redirect_uris": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    },
                    "post_logout_redirect_uris": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    },
                    "backchannel_logout_uri": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "backchannel_logout_session_required": {
                        "type": "boolean"
                    },
                    "subject_type": {
                        "type": "string"
                    },
                    "sector_identifier_uri": {
                        "type": [
                            "string",
                            "null"
                        ]
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
                        }
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
                    },
                    "tls_client_auth_subject_dn": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "tls_client_auth_san_dns": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "tls_client_auth_san_uri": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "tls_client_auth_san_ip": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "tls_client_auth_san_email": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "client_name": {
                        "type": "string"
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
                        ]
                    },
                    "grant_types": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    },
                    "scope": {
                        "type": "string"
                    },
                    "token_endpoint_auth_method": {
                        "type": "string",
                        "enum": [
                            "client_secret_basic",
                            "client_secret_post",
                            "none",
                            "private_key_jwt",
                            "self_signed_tls_client_auth",
                            "tls_client_auth",
                            "workload_identity"
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
                                    "$ref": "#/components/schemas/PublicJwk"
                                }
                            }
                        },
                        "required": [
                            "keys"
                        ]
                    },
                    "jwks_uri": {
                        "type": [
                            "string",
                            "null"
                        ]
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
                    "client_id": {
                        "type": "string"
                    },
                    "registration": {
                        "type": "string",
                        "enum": [
                            "administrator",
                            "dynamic",
                            "metadata_document"
                        ]
                    },
                    "client_secret": {
                        "type": "string"
                    },
                    "client_secret_id": {
                        "type": "string"
                    }
                },
                "required": [
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
                    "jwks",
                    "jwks_uri",
                    "token_endpoint_auth_signing_alg",
                    "client_id",
                    "registration"
                ]
            }
        },
        "ClientsAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "client_id_prefix": {
                    "type": "string"
                },
                "expires_before": {
                    "type": "string",
                    "format": "date-time"
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "agent",
                        "application",
                        "service"
                    ]
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "name_prefix": {
                    "type": "string"
                },
                "orphaned": {
                    "type": "string",
                    "enum": [
                        "false",
                        "true"
                    ]
                },
                "owner_id": {
                    "type": "string"
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/ClientView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "ClientsAdminController.read": {
            "problems": {
                "404": [
                    "No such client."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/ClientView"
            }
        },
        "ClientsAdminController.remove": {
            "description": "Its sessions end, and its secrets and consents go with it; evidence of it stays.",
            "problems": {
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such client."
                ]
            }
        },
        "CompanySignInController.finish": {
            "form": [
                "state"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "problems": {
                "409": [
                    "The last active owner cannot be deactivated, demoted or deleted."
                ]
            },
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "ConnectController.decide": {
            "description": "The person gives the program a code, or not.",
            "bodies": [
                "BridgeCodeRequest"
            ],
            "form": [
                "code_challenge",
                "code_challenge_method",
                "decision",
                "device_name",
                "form_token",
                "redirect_uri",
                "state"
            ],
            "statuses": [
                303
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such user."
                ],
                "409": [
                    "10 codes wait already: use one, or wait.",
                    "The user is not active."
                ]
            },
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "ConnectController.look": {
            "description": "A program on the person's computer asks for a code by opening this page.",
            "bodies": [
                "BridgeCodeRequest"
            ],
            "form": [
                "code_challenge",
                "code_challenge_method",
                "device_name",
                "redirect_uri",
                "state"
            ],
            "types": [
                "text/html"
            ],
            "problems": {
                "400": []
            },
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "ConnectController.signIn": {
            "description": "The person signs in, and is asked about the program.",
            "bodies": [
                "BridgeCodeRequest"
            ],
            "form": [
                "code",
                "code_challenge",
                "code_challenge_method",
                "device_name",
                "email",
                "form_token",
                "passkey",
                "password",
                "provider",
                "recovery_code",
                "redirect_uri",
                "sign_in",
                "state"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "problems": {
                "400": []
            },
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "ConsentRevocationAdminController.revoke": {
            "description": "End the consents that a filter finds. With them end the sessions and codes that were given by them; `?dry_run=true` tells first how many they are.",
            "json": true,
            "bodies": [
                "ConsentRevocationRequest"
            ],
            "problems": {
                "400": [],
                "409": [
                    "The filter finds more than 10000: narrow it."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "matched": {
                        "type": "number"
                    },
                    "closed": {
                        "type": "number"
                    }
                },
                "required": [
                    "matched",
                    "closed"
                ]
            }
        },
        "ConsentsAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "client_id": {
                    "type": "string"
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "user_id": {
                    "type": "string"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/ConsentView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "ConsentsAdminController.read": {
            "problems": {
                "404": [
                    "No such consent."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/ConsentView"
            }
        },
        "ConsentsAdminController.withdraw": {
            "description": "Sessions that were opened by it end.",
            "problems": {
                "404": [
                    "No such consent."
                ]
            }
        },
        "CountedReportsAdminController.bearer": {
            "description": "How many tokens whoever has them may use, and how many only their holder. `share` is of all of the answer.",
            "query": {
                "binding": {
                    "type": "string"
                },
                "client_id": {
                    "type": "string"
                },
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "grant_type": {
                    "type": "string"
                },
                "group_by": {
                    "type": "string",
                    "description": "Some of binding, client_id, grant_type, with commas."
                },
                "interval": {
                    "type": "string",
                    "enum": [
                        "day",
                        "hour",
                        "none"
                    ]
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "from": {
                        "type": "string"
                    },
                    "to": {
                        "type": "string"
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {}
                        }
                    },
                    "next": {
                        "type": "null"
                    }
                },
                "required": [
                    "from",
                    "to",
                    "items",
                    "next"
                ]
            }
        },
        "CountedReportsAdminController.delegation": {
            "description": "How many act for one another before the person.",
            "query": {
                "client_id": {
                    "type": "string"
                },
                "depth": {
                    "type": "string"
                },
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "group_by": {
                    "type": "string",
                    "description": "Some of client_id, depth, kind, outcome, with commas."
                },
                "interval": {
                    "type": "string",
                    "enum": [
                        "day",
                        "hour",
                        "none"
                    ]
                },
                "kind": {
                    "type": "string"
                },
                "outcome": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny"
                    ]
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "from": {
                        "type": "string"
                    },
                    "to": {
                        "type": "string"
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {}
                        }
                    },
                    "next": {
                        "type": "null"
                    }
                },
                "required": [
                    "from",
                    "to",
                    "items",
                    "next"
                ]
            }
        },
        "CountedReportsAdminController.denials": {
            "description": "What was denied, by what.",
            "query": {
                "client_id": {
                    "type": "string"
                },
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "group_by": {
                    "type": "string",
                    "description": "Some of client_id, kind, reason, rule, tool, upstream, with commas."
                },
                "interval": {
                    "type": "string",
                    "enum": [
                        "day",
                        "hour",
                        "none"
                    ]
                },
                "kind": {
                    "type": "string"
                },
                "reason": {
                    "type": "string"
                },
                "rule": {
                    "type": "string"
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                },
                "tool": {
                    "type": "string"
                },
                "upstream": {
                    "type": "string"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "from": {
                        "type": "string"
                    },
                    "to": {
                        "type": "string"
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {}
                        }
                    },
                    "next": {
                        "type": "null"
                    }
                },
                "required": [
                    "from",
                    "to",
                    "items",
                    "next"
                ]
            }
        },
        "CountedReportsAdminController.events": {
            "description": "Every event of the evidence.",
            "query": {
                "client_id": {
                    "type": "string"
                },
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "group_by": {
                    "type": "string",
                    "description": "Some of client_id, kind, outcome, upstream, with commas."
                },
                "interval": {
                    "type": "string",
                    "enum": [
                        "day",
                        "hour",
                        "none"
                    ]
                },
                "kind": {
                    "type": "string"
                },
                "outcome": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny",
                        "done"
                    ]
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                },
                "upstream": {
                    "type": "string"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "from": {
                        "type": "string"
                    },
                    "to": {
                        "type": "string"
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {}
                        }
                    },
                    "next": {
                        "type": "null"
                    }
                },
                "required": [
                    "from",
                    "to",
                    "items",
                    "next"
                ]
            }
        },
        "CountedReportsAdminController.tokens": {
            "description": "Tokens that were issued and refused.",
            "query": {
                "binding": {
                    "type": "string"
                },
                "client_id": {
                    "type": "string"
                },
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "grant_type": {
                    "type": "string"
                },
                "group_by": {
                    "type": "string",
                    "description": "Some of binding, client_id, grant_type, kind, outcome, reason, with commas."
                },
                "interval": {
                    "type": "string",
                    "enum": [
                        "day",
                        "hour",
                        "none"
                    ]
                },
                "kind": {
                    "type": "string"
                },
                "outcome": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny"
                    ]
                },
                "reason": {
                    "type": "string"
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "from": {
                        "type": "string"
                    },
                    "to": {
                        "type": "string"
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {}
                        }
                    },
                    "next": {
                        "type": "null"
                    }
                },
                "required": [
                    "from",
                    "to",
                    "items",
                    "next"
                ]
            }
        },
        "CountedReportsAdminController.traffic": {
            "description": "Token requests as analytics saw them, also those of strangers.",
            "query": {
                "client_id": {
                    "type": "string"
                },
                "country": {
                    "type": "string"
                },
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "grant_type": {
                    "type": "string"
                },
                "group_by": {
                    "type": "string",
                    "description": "Some of client_id, country, grant_type, outcome, reason, source, with commas."
                },
                "interval": {
                    "type": "string",
                    "enum": [
                        "day",
                        "hour",
                        "none"
                    ]
                },
                "outcome": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny"
                    ]
                },
                "reason": {
                    "type": "string"
                },
                "source": {
                    "type": "string"
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "from": {
                        "type": "string"
                    },
                    "to": {
                        "type": "string"
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {}
                        }
                    },
                    "next": {
                        "type": "null"
                    }
                },
                "required": [
                    "from",
                    "to",
                    "items",
                    "next"
                ]
            }
        },
        "CountedReportsAdminController.usage": {
            "description": "Calls at the gate, and how long upstreams took, in milliseconds.",
            "query": {
                "client_id": {
                    "type": "string"
                },
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "group_by": {
                    "type": "string",
                    "description": "Some of client_id, outcome, tool, upstream, with commas."
                },
                "interval": {
                    "type": "string",
                    "enum": [
                        "day",
                        "hour",
                        "none"
                    ]
                },
                "outcome": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny"
                    ]
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                },
                "tool": {
                    "type": "string"
                },
                "upstream": {
                    "type": "string"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "from": {
                        "type": "string"
                    },
                    "to": {
                        "type": "string"
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {}
                        }
                    },
                    "next": {
                        "type": "null"
                    }
                },
                "required": [
                    "from",
                    "to",
                    "items",
                    "next"
                ]
            }
        },
        "CredentialsAdminController.importHash": {
            "description": "The hash that another system made is taken over; it is made anew when the person first signs in.",
            "json": true,
            "bodies": [
                "PasswordHashRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such user."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            }
        },
        "CredentialsAdminController.issueLink": {
            "description": "Make a link by which a person sets a password or makes a passkey. The answer is the only one that ever shows the link.",
            "problems": {
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such user."
                ],
                "409": [
                    "The user is not active, and could not sign in."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "url": {
                        "type": "string"
                    },
                    "expires_at": {
                        "type": "string"
                    }
                },
                "required": [
                    "url",
                    "expires_at"
                ]
            }
        },
        "CredentialsAdminController.remove": {
            "description": "The person cannot sign in by password any more, nor set one by a link that is already on its way.",
            "problems": {
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such password.",
                    "No such user."
                ]
            }
        },
        "DeviceAuthorizationController.start": {
            "description": "A program on a machine without a browser asks to be let in from another one (RFC 8628 §3.2). No `verification_uri_complete`: a link that brings the code along is what somebody else would send (RFC 8628 §5.4).",
            "json": true,
            "bodies": [
                "BridgeCodeRequest"
            ],
            "problems": {
                "400": [],
                "404": [
                    "Codes are not given out this way here."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [
                        {
                            "type": "string"
                        },
                        {
                            "type": "number"
                        }
                    ]
                }
            }
        },
        "DeviceCodeController.authorize": {
            "description": "Everything is checked before anything is spent: a request that is wrong leaves the code as good as it was.",
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "assertion",
                "audience",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code",
                "device_code",
                "refresh_token",
                "resource"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "access_denied",
                    "authorization_pending",
                    "expired_token",
                    "invalid_dpop_proof",
                    "invalid_grant",
                    "invalid_request",
                    "invalid_target",
                    "slow_down",
                    "unauthorized_client"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            },
            "answer": {
                "anyOf": [
                    {
                        "$ref": "#/components/schemas/TokenAnswer"
                    },
                    {
                        "$ref": "#/components/schemas/AssertionAnswer"
                    }
                ]
            }
        },
        "DeviceEntryController.decide": {
            "description": "The person lets the device in, or not.",
            "form": [
                "decision",
                "form_token",
                "offer",
                "user_code"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "DeviceEntryController.enter": {
            "description": "The person enters a code, and is asked about what waits under it.",
            "form": [
                "brought",
                "form_token",
                "user_code"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "DeviceEntryController.look": {
            "description": "The page where a person enters the code that a device shows (RFC 8628 §3.3). A code that a link brings is filled in and looked at by nobody: the person compares it, and sends it (RFC 8628 §3.3.1).",
            "form": [
                "user_code"
            ],
            "types": [
                "text/html"
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "DeviceEntryController.signIn": {
            "description": "The person signs in, and enters the code again.",
            "form": [
                "code",
                "email",
                "form_token",
                "passkey",
                "password",
                "provider",
                "recovery_code",
                "sign_in",
                "user_code"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "DeviceRequestController.refuse": {
            "refuses": true,
            "errors": {
                "405": [
                    "invalid_request"
                ]
            }
        },
        "DeviceRequestController.start": {
            "description": "A client without a browser begins: it is given a code to wait with, and one to show to a person (RFC 8628 §3.1). Everything is checked before a person is troubled.",
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "assertion",
                "audience",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code",
                "refresh_token",
                "resource",
                "scope"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_request",
                    "invalid_scope",
                    "invalid_target",
                    "unauthorized_client"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            },
            "answer": {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [
                        {
                            "type": "string"
                        },
                        {
                            "type": "number"
                        }
                    ]
                }
            }
        },
        "DeviceRevocationAdminController.revoke": {
            "description": "End the live devices that a filter finds, with every token that they have. So do the codes by which others like them could begin, and with a person's last device what their hooks have. `?dry_run=true` tells first how many they are.",
            "json": true,
            "bodies": [
                "DeviceRevocationRequest"
            ],
            "problems": {
                "400": [],
                "409": [
                    "The filter finds more than 10000: narrow it."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "matched": {
                        "type": "number"
                    },
                    "closed": {
                        "type": "number"
                    }
                },
                "required": [
                    "matched",
                    "closed"
                ]
            }
        },
        "DevicesAdminController.approve": {
            "description": "Let a device in. From now on it may act; it comes by itself to ask.",
            "problems": {
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such device."
                ],
                "409": [
                    "The device has ended."
                ]
            }
        },
        "DevicesAdminController.list": {
            "query": {
                "active": {
                    "type": "boolean"
                },
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "user_id": {
                    "type": "string"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "id": {
                                    "type": "string"
                                },
                                "user_id": {
                                    "type": "string"
                                },
                                "session_id": {
                                    "type": "string"
                                },
                                "name": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "status": {
                                    "type": "string",
                                    "enum": [
                                        "active",
                                        "ended",
                                        "waiting"
                                    ]
                                },
                                "key": {
                                    "type": [
                                        "string",
                                        "null"
                                    ],
                                    "enum": [
                                        "certificate",
                                        "dpop",
                                        null
                                    ]
                                },
                                "approved_at": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "created_at": {
                                    "type": "string"
                                },
                                "expires_at": {
                                    "type": "string"
                                },
                                "last_seen_at": {
                                    "type": "string"
                                },
                                "origin": {
                                    "type": "string"
                                },
                                "closed_at": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "close_reason": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "online": {
                                    "type": "boolean"
                                },
                                "last_heartbeat": {
                                    "type": [
                                        "object",
                                        "null"
                                    ],
                                    "properties": {
                                        "session_id": {
                                            "type": "string"
                                        },
                                        "at": {
                                            "type": "string"
                                        },
                                        "started_at": {
                                            "type": "string"
                                        },
                                        "last_activity_at": {
                                            "type": [
                                                "string",
                                                "null"
                                            ]
                                        },
                                        "bridge_version": {
                                            "type": "string"
                                        },
                                        "os": {
                                            "type": "string"
                                        },
                                        "hostname": {
                                            "type": "string"
                                        },
                                        "origin": {
                                            "type": "string"
                                        },
                                        "forwarded_total": {
                                            "type": "number"
                                        },
                                        "tokens_in_total": {
                                            "type": "number"
                                        },
                                        "tokens_out_total": {
                                            "type": "number"
                                        }
                                    },
                                    "required": [
                                        "session_id",
                                        "at",
                                        "started_at",
                                        "last_activity_at",
                                        "bridge_version",
                                        "os",
                                        "hostname",
                                        "origin",
                                        "forwarded_total",
                                        "tokens_in_total",
                                        "tokens_out_total"
                                    ]
                                }
                            },
                            "required": [
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
                                "online",
                                "last_heartbeat"
                            ]
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "DevicesAdminController.read": {
            "problems": {
                "404": [
                    "No such device."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "id": {
                        "type": "string"
                    },
                    "user_id": {
                        "type": "string"
                    },
                    "session_id": {
                        "type": "string"
                    },
                    "name": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "status": {
                        "type": "string",
                        "enum": [
                            "active",
                            "ended",
                            "waiting"
                        ]
                    },
                    "key": {
                        "type": [
                            "string",
                            "null"
                        ],
                        "enum": [
                            "certificate",
                            "dpop",
                            null
                        ]
                    },
                    "approved_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "created_at": {
                        "type": "string"
                    },
                    "expires_at": {
                        "type": "string"
                    },
                    "last_seen_at": {
                        "type": "string"
                    },
                    "origin": {
                        "type": "string"
                    },
                    "closed_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "close_reason": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "online": {
                        "type": "boolean"
                    },
                    "last_heartbeat": {
                        "type": [
                            "object",
                            "null"
                        ],
                        "properties": {
                            "session_id": {
                                "type": "string"
                            },
                            "at": {
                                "type": "string"
                            },
                            "started_at": {
                                "type": "string"
                            },
                            "last_activity_at": {
                                "type": [
                                    "string",
                                    "null"
                                ]
                            },
                            "bridge_version": {
                                "type": "string"
                            },
                            "os": {
                                "type": "string"
                            },
                            "hostname": {
                                "type": "string"
                            },
                            "origin": {
                                "type": "string"
                            },
                            "forwarded_total": {
                                "type": "number"
                            },
                            "tokens_in_total": {
                                "type": "number"
                            },
                            "tokens_out_total": {
                                "type": "number"
                            }
                        },
                        "required": [
                            "session_id",
                            "at",
                            "started_at",
                            "last_activity_at",
                            "bridge_version",
                            "os",
                            "hostname",
                            "origin",
                            "forwarded_total",
                            "tokens_in_total",
                            "tokens_out_total"
                        ]
                    },
                    "sessions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "id": {
                                    "type": "string"
                                },
                                "active": {
                                    "type": "boolean"
                                },
                                "online": {
                                    "type": "boolean"
                                },
                                "origin": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "created_at": {
                                    "type": "string"
                                },
                                "expires_at": {
                                    "type": "string"
                                },
                                "closed_at": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "last_heartbeat": {
                                    "type": [
                                        "object",
                                        "null"
                                    ],
                                    "properties": {
                                        "session_id": {
                                            "type": "string"
                                        },
                                        "at": {
                                            "type": "string"
                                        },
                                        "started_at": {
                                            "type": "string"
                                        },
                                        "last_activity_at": {
                                            "type": [
                                                "string",
                                                "null"
                                            ]
                                        },
                                        "bridge_version": {
                                            "type": "string"
                                        },
                                        "os": {
                                            "type": "string"
                                        },
                                        "hostname": {
                                            "type": "string"
                                        },
                                        "origin": {
                                            "type": "string"
                                        },
                                        "forwarded_total": {
                                            "type": "number"
                                        },
                                        "tokens_in_total": {
                                            "type": "number"
                                        },
                                        "tokens_out_total": {
                                            "type": "number"
                                        }
                                    },
                                    "required": [
                                        "session_id",
                                        "at",
                                        "started_at",
                                        "last_activity_at",
                                        "bridge_version",
                                        "os",
                                        "hostname",
                                        "origin",
                                        "forwarded_total",
                                        "tokens_in_total",
                                        "tokens_out_total"
                                    ]
                                }
                            },
                            "required": [
                                "id",
                                "active",
                                "online",
                                "origin",
                                "created_at",
                                "expires_at",
                                "closed_at",
                                "last_heartbeat"
                            ]
                        }
                    }
                },
                "required": [
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
                    "online",
                    "last_heartbeat",
                    "sessions"
                ]
            }
        },
        "DevicesAdminController.revoke": {
            "description": "Ends it and every token that it has; one that has ended stays so.",
            "problems": {
                "404": [
                    "No such device."
                ]
            }
        },
        "DevicesAdminController.revokeAll": {
            "description": "Ends all devices of a person.",
            "problems": {
                "404": [
                    "No such user."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "revoked": {
                        "type": "number"
                    }
                },
                "required": [
                    "revoked"
                ]
            }
        },
        "EvidenceKeysController.jwks": {
            "types": [
                "application/jwk-set+json"
            ]
        },
        "EvidenceReceiversAdminController.change": {
            "json": true,
            "bodies": [
                "EvidenceReceiverRequest"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such evidence receiver."
                ],
                "409": [
                    "There is a receiver with this name."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/ReceiverView"
            }
        },
        "EvidenceReceiversAdminController.create": {
            "description": "The answer is the only one that ever shows the secret of a webhook.",
            "json": true,
            "located": true,
            "bodies": [
                "EvidenceReceiverRequest"
            ],
            "problems": {
                "400": [],
                "409": [
                    "There is a receiver with this name.",
                    "There may be at most 20 receivers."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "status": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive",
                            "suspended"
                        ]
                    },
                    "secret_set_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "checkpoint": {
                        "type": "number"
                    },
                    "behind": {
                        "type": "number"
                    },
                    "delivered": {
                        "type": "number"
                    },
                    "missing": {
                        "type": "number"
                    },
                    "delivered_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "attempts": {
                        "type": "number"
                    },
                    "next_try_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "last_error": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "created_at": {
                        "type": "string"
                    },
                    "updated_at": {
                        "type": "string"
                    },
                    "name": {
                        "type": "string"
                    },
                    "kind": {
                        "type": "string",
                        "enum": [
                            "syslog",
                            "webhook"
                        ]
                    },
                    "url": {
                        "type": "string"
                    },
                    "kinds": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
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
                        }
                    },
                    "id": {
                        "type": "string"
                    },
                    "secret": {
                        "type": "string"
                    }
                },
                "required": [
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
            }
        },
        "EvidenceReceiversAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "syslog",
                        "webhook"
                    ]
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive",
                        "suspended"
                    ]
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/ReceiverView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "EvidenceReceiversAdminController.read": {
            "problems": {
                "404": [
                    "No such evidence receiver."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/ReceiverView"
            }
        },
        "EvidenceReceiversAdminController.remove": {
            "problems": {
                "404": [
                    "No such evidence receiver."
                ]
            }
        },
        "EvidenceReceiversAdminController.renew": {
            "description": "Make another secret for a webhook. The answer is the only one that ever shows it.",
            "problems": {
                "404": [
                    "No such evidence receiver."
                ],
                "409": [
                    "Only webhooks have a secret."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "status": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive",
                            "suspended"
                        ]
                    },
                    "secret_set_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "checkpoint": {
                        "type": "number"
                    },
                    "behind": {
                        "type": "number"
                    },
                    "delivered": {
                        "type": "number"
                    },
                    "missing": {
                        "type": "number"
                    },
                    "delivered_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "attempts": {
                        "type": "number"
                    },
                    "next_try_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "last_error": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "created_at": {
                        "type": "string"
                    },
                    "updated_at": {
                        "type": "string"
                    },
                    "name": {
                        "type": "string"
                    },
                    "kind": {
                        "type": "string",
                        "enum": [
                            "syslog",
                            "webhook"
                        ]
                    },
                    "url": {
                        "type": "string"
                    },
                    "kinds": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
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
                        }
                    },
                    "id": {
                        "type": "string"
                    },
                    "secret": {
                        "type": "string"
                    }
                },
                "required": [
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
            }
        },
        "ExplainAdminController.explain": {
            "description": "Explain why a call would be allowed or denied, rule by rule. Nothing is recorded, for nobody called.",
            "json": true,
            "bodies": [
                "ExplainRequest"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client.",
                    "No such upstream.",
                    "No such user."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "steps": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "rule": {
                                    "type": "string"
                                },
                                "effect": {
                                    "type": "string",
                                    "enum": [
                                        "allow",
                                        "deny"
                                    ]
                                },
                                "mode": {
                                    "type": "string",
                                    "enum": [
                                        "enforce",
                                        "shadow"
                                    ]
                                },
                                "band": {
                                    "type": "string",
                                    "enum": [
                                        "any",
                                        "client",
                                        "group",
                                        "kind",
                                        "role",
                                        "user"
                                    ]
                                },
                                "outcome": {
                                    "anyOf": [
                                        {
                                            "type": "string",
                                            "enum": [
                                                "another principal",
                                                "another spelling",
                                                "decides",
                                                "other arguments",
                                                "overruled",
                                                "would decide"
                                            ]
                                        },
                                        {
                                            "type": "string"
                                        }
                                    ]
                                }
                            },
                            "required": [
                                "rule",
                                "effect",
                                "mode",
                                "band",
                                "outcome"
                            ]
                        }
                    },
                    "step_up": {
                        "type": "object",
                        "properties": {
                            "acr": {
                                "type": "array",
                                "items": {
                                    "type": "string"
                                }
                            },
                            "max_age": {
                                "type": "number",
                                "description": "Seconds."
                            }
                        }
                    },
                    "shadow": {
                        "type": "object",
                        "properties": {
                            "reason": {
                                "type": "string",
                                "description": "For the caller and for the evidence: why."
                            },
                            "rule": {
                                "type": "string",
                                "description": "Id of the rule that decided, if one did."
                            },
                            "decision": {
                                "type": "string",
                                "enum": [
                                    "allow",
                                    "deny"
                                ]
                            }
                        },
                        "required": [
                            "reason",
                            "decision"
                        ]
                    },
                    "decision": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny"
                        ]
                    },
                    "reason": {
                        "type": "string"
                    },
                    "rule": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "policy_version": {
                        "type": "string"
                    }
                },
                "required": [
                    "steps",
                    "decision",
                    "reason",
                    "rule",
                    "policy_version"
                ]
            }
        },
        "GateController.pass": {
            "description": "Call an MCP server (streamable HTTP).",
            "types": [
                "application/json"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Requests of this origin are not admitted."
                ],
                "404": [
                    "There is no such session."
                ],
                "405": [
                    "This server speaks HTTP with SSE: open its stream, which says where messages go."
                ],
                "413": [],
                "415": [
                    "The content type must be application/json."
                ],
                "502": [
                    "An event of the server is not UTF-8.",
                    "The address of the server is not admitted.",
                    "The server broke off its answer.",
                    "The server broke off its stream.",
                    "The server could not be called.",
                    "The server could not be reached.",
                    "The server ended its stream at once.",
                    "The server gave no answer that can be read.",
                    "The server named its session in a way that MCP does not have.",
                    "The server wants messages to go elsewhere.",
                    "The session was closed."
                ],
                "503": [
                    "The session ended while a token for the server was asked for.",
                    "The session has too many requests under way.",
                    "This server is switched off.",
                    "Too many large requests at once.",
                    "Too many sessions at this server.",
                    "What this call is decided by has changed while it came. Send it again.",
                    "Whether this may still be done cannot be told at the moment."
                ],
                "504": [
                    "The server could not be called in time.",
                    "The server could not be reached in time.",
                    "The server did not answer in time.",
                    "The server did not say in time where messages go."
                ]
            }
        },
        "GroupsAdminController.list": {
            "query": {
                "after": {
                    "type": "string"
                },
                "limit": {
                    "type": "number"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/GroupView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "GroupsAdminController.read": {
            "problems": {
                "404": [
                    "No such group."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/GroupView"
            }
        },
        "HealthController.live": {
            "description": "Whether the process is alive.",
            "answer": {
                "type": "object",
                "properties": {
                    "status": {
                        "type": "string",
                        "enum": [
                            "live"
                        ]
                    }
                },
                "required": [
                    "status"
                ]
            }
        },
        "HealthController.ready": {
            "description": "Whether it may get traffic. 503 while it drains, and when the database does not answer; without Redis it is ready, and says so.",
            "problems": {
                "503": [
                    "Shutting down.",
                    "The database does not answer."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "status": {
                        "type": "string",
                        "enum": [
                            "ready"
                        ]
                    },
                    "limits": {
                        "type": "string",
                        "enum": [
                            "own",
                            "shared"
                        ]
                    }
                },
                "required": [
                    "status"
                ]
            }
        },
        "HeartbeatController.beat": {
            "json": true,
            "bodies": [
                "HeartbeatRequest"
            ],
            "problems": {
                "400": [],
                "401": [
                    "The token is not a device’s own."
                ],
                "404": [
                    "No such session."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            }
        },
        "HoldingsAdminController.activeSessions": {
            "description": "Sessions that are live at this moment.",
            "query": {
                "client_id": {
                    "type": "string"
                },
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "group_by": {
                    "type": "string",
                    "description": "Some of binding, client_id, delegated, source, with commas."
                },
                "source": {
                    "type": "string"
                },
                "user_id": {
                    "type": "string"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "at": {
                        "type": "string"
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "additionalProperties": {}
                        }
                    },
                    "next": {
                        "type": "null"
                    }
                },
                "required": [
                    "at",
                    "items",
                    "next"
                ]
            }
        },
        "HoldingsAdminController.holders": {
            "description": "What clients hold and do not use. Who owns them, when they were last used, and what they were given and do not use. A page of them.",
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "idle": {
                    "type": "string",
                    "enum": [
                        "false",
                        "true"
                    ]
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "agent",
                        "application",
                        "service"
                    ]
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "owner_id": {
                    "type": "string"
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                },
                "unused_days": {
                    "type": "number"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "as_of": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "used_since": {
                        "type": "string"
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "secret_age_days": {
                                    "type": [
                                        "number",
                                        "null"
                                    ]
                                },
                                "client_id": {
                                    "type": "string"
                                },
                                "client_name": {
                                    "type": "string"
                                },
                                "kind": {
                                    "type": "string"
                                },
                                "status": {
                                    "type": "string"
                                },
                                "owner_id": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "owner_name": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "owner_status": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "created_at": {
                                    "type": "string",
                                    "format": "date-time"
                                },
                                "expires_at": {
                                    "type": [
                                        "string",
                                        "null"
                                    ],
                                    "format": "date-time"
                                },
                                "first_used_at": {
                                    "type": [
                                        "string",
                                        "null"
                                    ],
                                    "format": "date-time"
                                },
                                "last_used_at": {
                                    "type": [
                                        "string",
                                        "null"
                                    ],
                                    "format": "date-time"
                                },
                                "unused_scopes": {
                                    "type": "array",
                                    "items": {
                                        "type": "string"
                                    }
                                },
                                "unused_upstreams": {
                                    "type": "array",
                                    "items": {
                                        "type": "string"
                                    }
                                },
                                "secret_made_at": {
                                    "type": [
                                        "string",
                                        "null"
                                    ],
                                    "format": "date-time",
                                    "description": "When the oldest of its secrets was made."
                                }
                            },
                            "required": [
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
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "as_of",
                    "used_since",
                    "items",
                    "next"
                ]
            }
        },
        "HooksController.govern": {
            "description": "A host asks before a tool runs. 200 with the decision, whatever it is: only who could not be answered has an error.",
            "json": true,
            "bodies": [
                "GovernRequest"
            ],
            "problems": {
                "400": [],
                "401": [
                    "The session was closed."
                ],
                "403": [
                    "The token is for another plugin.",
                    "The token is for no plugin: ask for one with the parameter plugin_id."
                ],
                "409": [
                    "This call id was used for another question."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "expires_at": {
                        "type": "string"
                    },
                    "decision": {
                        "type": "string",
                        "enum": [
                            "allow",
                            "deny"
                        ]
                    },
                    "reason": {
                        "type": "string"
                    },
                    "evidence_id": {
                        "type": "string"
                    },
                    "policy_version": {
                        "type": "string"
                    }
                },
                "required": [
                    "decision",
                    "reason",
                    "evidence_id",
                    "policy_version"
                ]
            }
        },
        "HooksController.track": {
            "description": "A host tells what ran.",
            "json": true,
            "bodies": [
                "TrackRequest"
            ],
            "problems": {
                "400": [],
                "401": [
                    "The session was closed."
                ],
                "403": [
                    "The token is for another plugin.",
                    "The token is for no plugin: ask for one with the parameter plugin_id."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "evidence_id": {
                        "type": "string"
                    }
                },
                "required": [
                    "evidence_id"
                ]
            }
        },
        "InteractionController.consent": {
            "description": "The person agrees or not, and the client gets its answer.",
            "form": [
                "decision",
                "form_token",
                "offer"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "access_denied",
                    "invalid_request"
                ]
            }
        },
        "InteractionController.look": {
            "description": "The page of the next step of an authorization request: sign-in, consent, or back to the client.",
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ]
        },
        "InteractionController.signIn": {
            "description": "The person signs in, and the request goes on.",
            "form": [
                "code",
                "email",
                "form_token",
                "passkey",
                "password",
                "provider",
                "recovery_code",
                "sign_in"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "IntrospectionController.introspect": {
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "assertion",
                "audience",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code",
                "refresh_token",
                "resource"
            ],
            "types": [
                "application/token-introspection+jwt"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_request",
                    "invalid_target"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            },
            "answer": {
                "type": "object"
            }
        },
        "IntrospectionController.refuse": {
            "refuses": true,
            "errors": {
                "405": [
                    "invalid_request"
                ]
            }
        },
        "IssuersAdminController.change": {
            "json": true,
            "bodies": [
                "IssuerRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such issuer."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/IssuerView"
            }
        },
        "IssuersAdminController.create": {
            "json": true,
            "located": true,
            "bodies": [
                "IssuerRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "409": [
                    "This issuer is trusted already."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/IssuerView"
            }
        },
        "IssuersAdminController.examine": {
            "description": "Examine why a token would be accepted or not. It is neither spent nor kept.",
            "json": true,
            "bodies": [
                "DoctorRequest"
            ],
            "problems": {
                "400": [],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "verdict": {
                        "type": "string",
                        "enum": [
                            "accepted",
                            "refused"
                        ]
                    },
                    "client_id": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "steps": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "check": {
                                    "type": "string"
                                },
                                "ok": {
                                    "type": "boolean"
                                },
                                "detail": {
                                    "type": "string"
                                }
                            },
                            "required": [
                                "check",
                                "ok",
                                "detail"
                            ]
                        }
                    },
                    "rules": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "id": {
                                    "type": "string"
                                },
                                "name": {
                                    "type": "string"
                                },
                                "status": {
                                    "type": "string",
                                    "enum": [
                                        "active",
                                        "inactive"
                                    ]
                                },
                                "client_id": {
                                    "type": "string"
                                },
                                "matches": {
                                    "type": "boolean"
                                },
                                "claims": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "properties": {
                                            "claim": {
                                                "type": "string"
                                            },
                                            "pattern": {
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
                                            },
                                            "found": {
                                                "type": [
                                                    "string",
                                                    "null"
                                                ],
                                                "description": "Cut to 256 characters; null when the token has nothing there that can be compared."
                                            },
                                            "ok": {
                                                "type": "boolean"
                                            }
                                        },
                                        "required": [
                                            "claim",
                                            "pattern",
                                            "found",
                                            "ok"
                                        ]
                                    }
                                }
                            },
                            "required": [
                                "id",
                                "name",
                                "status",
                                "client_id",
                                "matches",
                                "claims"
                            ]
                        }
                    }
                },
                "required": [
                    "verdict",
                    "client_id",
                    "steps",
                    "rules"
                ]
            }
        },
        "IssuersAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "issuer": {
                    "type": "string"
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/IssuerView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "IssuersAdminController.read": {
            "problems": {
                "404": [
                    "No such issuer."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/IssuerView"
            }
        },
        "IssuersAdminController.remove": {
            "description": "Its rules go with it; links of people stay.",
            "problems": {
                "404": [
                    "No such issuer."
                ]
            }
        },
        "JobsAdminController.list": {
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/JobView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "JobsAdminController.read": {
            "problems": {
                "404": [
                    "No such job."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/JobView"
            }
        },
        "JobsAdminController.run": {
            "description": "Run a job now, and answer when it has ended.",
            "problems": {
                "404": [
                    "No such job."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/JobView"
            }
        },
        "JwksController.jwks": {
            "types": [
                "application/jwk-set+json"
            ]
        },
        "JwtBearerController.authorize": {
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "assertion",
                "audience",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code",
                "refresh_token",
                "resource",
                "scope"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_dpop_proof",
                    "invalid_grant",
                    "invalid_request",
                    "invalid_scope",
                    "invalid_target",
                    "unauthorized_client"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            },
            "answer": {
                "anyOf": [
                    {
                        "$ref": "#/components/schemas/TokenAnswer"
                    },
                    {
                        "$ref": "#/components/schemas/AssertionAnswer"
                    }
                ]
            }
        },
        "KeysAdminController.page": {
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/SigningKeyView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "KeysAdminController.read": {
            "problems": {
                "404": [
                    "No such key."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/SigningKeyView"
            }
        },
        "KeysAdminController.rotate": {
            "description": "Rotate the signing keys now. 409 while the next keys are too young, unless `?force=true`.",
            "query": {
                "force": {
                    "type": "string"
                }
            },
            "problems": {
                "400": [],
                "409": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/SigningKeyView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "LogoutController.confirm": {
            "description": "The person confirms that they want to be signed out. What our own page sent. The request is read again: a form is no place for what was decided.",
            "form": [
                "form_token"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "LogoutController.get": {
            "description": "A client sends a person here to be signed out (OpenID Connect RP-Initiated Logout §2).",
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "LogoutController.post": {
            "description": "The same as a form that a client sends by the person's browser.",
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "ManifestController.read": {
            "description": "What a device's person may reach, signed; the keys are at `/api/v1/bridge/pubkey`. 304 for a host that has the same already (RFC 9110 §13.1.2).",
            "types": [
                "application/jose"
            ],
            "statuses": [
                304
            ],
            "problems": {
                "401": [
                    "The token is not a device’s own."
                ]
            }
        },
        "MetadataController.authorizationServer": {
            "description": "Metadata of the authorization server (RFC 8414 §3). The issuer has no path, so clients that derive one from a resource's path find the same there.",
            "answer": {
                "type": "object"
            }
        },
        "MetadataController.openid": {
            "description": "Metadata of the OpenID provider (OpenID Connect Discovery §4).",
            "answer": {
                "type": "object"
            }
        },
        "MetricsController.read": {
            "statuses": [
                200
            ],
            "problems": {
                "401": [
                    "The bearer token of METRICS_TOKEN is needed."
                ],
                "404": [
                    "There is nothing here."
                ]
            }
        },
        "OAuthClientController.provision": {
            "description": "A device gets the OAuth client by which the hooks of its person's hosts ask for tokens. 201 when it is new, 200 when it was there and has another secret. The answer is the only one that ever shows it. A body is not read: for whom, and what for, follows from the device's token alone.",
            "bodies": [
                "ClientRequest"
            ],
            "statuses": [
                200,
                201
            ],
            "problems": {
                "400": [],
                "401": [
                    "The token is not a device’s own."
                ],
                "403": [
                    "Nobody is behind this token."
                ],
                "409": [
                    "The client belongs to somebody else now: ask an administrator.",
                    "The client has expired: ask an administrator.",
                    "The client is registered for another way of authentication.",
                    "The client was deactivated: ask an administrator.",
                    "The client was deleted at this moment. Try again."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "client_id": {
                        "type": "string"
                    },
                    "client_secret": {
                        "type": "string"
                    },
                    "client_secret_expires_at": {
                        "type": "number"
                    },
                    "previous_secret_expires_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "token_endpoint": {
                        "type": "string"
                    },
                    "scope": {
                        "type": "string"
                    },
                    "audience": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "plugin_ids": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    },
                    "grant_types": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    },
                    "token_endpoint_auth_method": {
                        "type": "string",
                        "enum": [
                            "client_secret_basic",
                            "client_secret_post",
                            "none",
                            "private_key_jwt",
                            "self_signed_tls_client_auth",
                            "tls_client_auth",
                            "workload_identity"
                        ]
                    },
                    "application_type": {
                        "type": "string"
                    }
                },
                "required": [
                    "client_id",
                    "client_secret",
                    "client_secret_expires_at",
                    "previous_secret_expires_at",
                    "token_endpoint",
                    "scope",
                    "audience",
                    "plugin_ids",
                    "grant_types",
                    "token_endpoint_auth_method",
                    "application_type"
                ]
            }
        },
        "OfferedToolsAdminController.list": {
            "description": "As the server told of them when it was last asked; for whoever writes rules about them.",
            "problems": {
                "404": [
                    "No such MCP server."
                ],
                "422": [
                    "A server of HTTP with SSE is not asked for its tools: connect to it through the gate."
                ],
                "502": [
                    "An event of the server is not UTF-8.",
                    "The address of the server is not admitted.",
                    "The answer is encoded.",
                    "The answer of the server is too large.",
                    "The server answered without a list of tools.",
                    "The server could not be called.",
                    "The server could not be reached.",
                    "The server gave no answer that can be read.",
                    "The server wants messages to go elsewhere."
                ],
                "503": [
                    "The session ended while a token for the server was asked for.",
                    "Too many large requests at once."
                ],
                "504": [
                    "The server could not be called in time.",
                    "The server could not be reached in time.",
                    "The server did not answer in time.",
                    "The server did not tell its tools in time."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "name": {
                                    "anyOf": [
                                        {
                                            "type": "null"
                                        },
                                        {
                                            "type": "string"
                                        },
                                        {
                                            "type": "number"
                                        },
                                        {
                                            "type": "object",
                                            "additionalProperties": {
                                                "anyOf": [
                                                    {
                                                        "type": "null"
                                                    },
                                                    {
                                                        "type": "string"
                                                    },
                                                    {
                                                        "type": "number"
                                                    },
                                                    {},
                                                    {
                                                        "type": "array",
                                                        "items": {
                                                            "anyOf": [
                                                                {
                                                                    "type": "null"
                                                                },
                                                                {
                                                                    "type": "string"
                                                                },
                                                                {
                                                                    "type": "number"
                                                                },
                                                                {},
                                                                {
                                                                    "type": "boolean"
                                                                }
                                                            ]
                                                        }
                                                    },
                                                    {
                                                        "type": "boolean"
                                                    }
                                                ]
                                            }
                                        },
                                        {
                                            "type": "array",
                                            "items": {
                                                "anyOf": [
                                                    {
                                                        "type": "null"
                                                    },
                                                    {
                                                        "type": "string"
                                                    },
                                                    {
                                                        "type": "number"
                                                    },
                                                    {
                                                        "type": "object",
                                                        "additionalProperties": {
                                                            "anyOf": [
                                                                {
                                                                    "type": "null"
                                                                },
                                                                {
                                                                    "type": "string"
                                                                },
                                                                {
                                                                    "type": "number"
                                                                },
                                                                {},
                                                                {
                                                                    "type": "boolean"
                                                                }
                                                            ]
                                                        }
                                                    },
                                                    {},
                                                    {
                                                        "type": "boolean"
                                                    }
                                                ]
                                            }
                                        },
                                        {
                                            "type": "boolean"
                                        }
                                    ]
                                },
                                "title": {},
                                "description": {},
                                "input_schema": {},
                                "annotations": {}
                            },
                            "required": [
                                "title",
                                "description",
                                "input_schema",
                                "annotations"
                            ]
                        }
                    },
                    "next": {
                        "type": "null"
                    },
                    "complete": {
                        "type": "boolean"
                    },
                    "protocol_version": {
                        "type": "string"
                    },
                    "asked_at": {
                        "type": "string"
                    }
                },
                "required": [
                    "items",
                    "next",
                    "complete",
                    "protocol_version",
                    "asked_at"
                ]
            }
        },
        "OwnDeviceController.end": {
            "description": "A device ends itself, with every token that it has; whoever has no device has nothing to end.",
            "problems": {
                "401": [
                    "The token is not a device’s own."
                ]
            }
        },
        "PasskeyOptionsController.origins": {
            "description": "Related origins (WebAuthn §5.11): browsers ask here before a page of an alias may use our passkeys.",
            "problems": {
                "404": [
                    "No such relying party."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "origins": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    }
                },
                "required": [
                    "origins"
                ]
            }
        },
        "PasskeyOptionsController.signIn": {
            "description": "The challenge to sign in by a passkey, for our own pages. Nothing is changed by it but that there is a challenge for this browser.",
            "statuses": [
                200
            ],
            "answer": {
                "type": "object"
            }
        },
        "PasskeysAdminController.list": {
            "description": "All on one page: a person has few.",
            "problems": {
                "404": [
                    "No such user."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/PasskeyView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "PasskeysAdminController.read": {
            "problems": {
                "404": [
                    "No such passkey.",
                    "No such user."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/PasskeyView"
            }
        },
        "PasskeysAdminController.remove": {
            "description": "Also the last one: the person needs a setup link then.",
            "problems": {
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such passkey.",
                    "No such user."
                ]
            }
        },
        "PoliciesAdminController.change": {
            "json": true,
            "bodies": [
                "PolicyRuleRequest"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such policy rule.",
                    "No such upstream."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "created_at": {
                        "type": "string"
                    },
                    "updated_at": {
                        "type": "string"
                    },
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
                                    "any",
                                    "client",
                                    "group",
                                    "kind",
                                    "role",
                                    "user"
                                ]
                            },
                            "id": {
                                "type": [
                                    "string",
                                    "null"
                                ]
                            }
                        },
                        "required": [
                            "type",
                            "id"
                        ]
                    },
                    "upstream": {
                        "type": "string"
                    },
                    "upstream_kind": {
                        "type": "string",
                        "enum": [
                            "a2a",
                            "mcp"
                        ]
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
                        "$ref": "#/components/schemas/RuleConditions"
                    },
                    "mode": {
                        "type": "string",
                        "enum": [
                            "enforce",
                            "shadow"
                        ]
                    },
                    "justification": {
                        "type": "string"
                    },
                    "id": {
                        "type": "string"
                    }
                },
                "required": [
                    "created_at",
                    "updated_at",
                    "effect",
                    "principal",
                    "upstream",
                    "upstream_kind",
                    "tool",
                    "prompt",
                    "resource",
                    "arguments",
                    "conditions",
                    "mode",
                    "justification",
                    "id"
                ]
            }
        },
        "PoliciesAdminController.create": {
            "json": true,
            "located": true,
            "bodies": [
                "PolicyRuleRequest"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such upstream."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "created_at": {
                        "type": "string"
                    },
                    "updated_at": {
                        "type": "string"
                    },
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
                                    "any",
                                    "client",
                                    "group",
                                    "kind",
                                    "role",
                                    "user"
                                ]
                            },
                            "id": {
                                "type": [
                                    "string",
                                    "null"
                                ]
                            }
                        },
                        "required": [
                            "type",
                            "id"
                        ]
                    },
                    "upstream": {
                        "type": "string"
                    },
                    "upstream_kind": {
                        "type": "string",
                        "enum": [
                            "a2a",
                            "mcp"
                        ]
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
                        "$ref": "#/components/schemas/RuleConditions"
                    },
                    "mode": {
                        "type": "string",
                        "enum": [
                            "enforce",
                            "shadow"
                        ]
                    },
                    "justification": {
                        "type": "string"
                    },
                    "id": {
                        "type": "string"
                    }
                },
                "required": [
                    "created_at",
                    "updated_at",
                    "effect",
                    "principal",
                    "upstream",
                    "upstream_kind",
                    "tool",
                    "prompt",
                    "resource",
                    "arguments",
                    "conditions",
                    "mode",
                    "justification",
                    "id"
                ]
            }
        },
        "PoliciesAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "effect": {
                    "type": "string",
                    "enum": [
                        "allow",
                        "deny"
                    ]
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "mode": {
                    "type": "string",
                    "enum": [
                        "enforce",
                        "shadow"
                    ]
                },
                "principal_id": {
                    "type": "string"
                },
                "principal_type": {
                    "type": "string",
                    "enum": [
                        "any",
                        "client",
                        "group",
                        "kind",
                        "role",
                        "user"
                    ]
                },
                "upstream": {
                    "type": "string"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "created_at": {
                                    "type": "string"
                                },
                                "updated_at": {
                                    "type": "string"
                                },
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
                                                "any",
                                                "client",
                                                "group",
                                                "kind",
                                                "role",
                                                "user"
                                            ]
                                        },
                                        "id": {
                                            "type": [
                                                "string",
                                                "null"
                                            ]
                                        }
                                    },
                                    "required": [
                                        "type",
                                        "id"
                                    ]
                                },
                                "upstream": {
                                    "type": "string"
                                },
                                "upstream_kind": {
                                    "type": "string",
                                    "enum": [
                                        "a2a",
                                        "mcp"
                                    ]
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
                                    "$ref": "#/components/schemas/RuleConditions"
                                },
                                "mode": {
                                    "type": "string",
                                    "enum": [
                                        "enforce",
                                        "shadow"
                                    ]
                                },
                                "justification": {
                                    "type": "string"
                                },
                                "id": {
                                    "type": "string"
                                }
                            },
                            "required": [
                                "created_at",
                                "updated_at",
                                "effect",
                                "principal",
                                "upstream",
                                "upstream_kind",
                                "tool",
                                "prompt",
                                "resource",
                                "arguments",
                                "conditions",
                                "mode",
                                "justification",
                                "id"
                            ]
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "PoliciesAdminController.read": {
            "problems": {
                "404": [
                    "No such policy rule."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "created_at": {
                        "type": "string"
                    },
                    "updated_at": {
                        "type": "string"
                    },
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
                                    "any",
                                    "client",
                                    "group",
                                    "kind",
                                    "role",
                                    "user"
                                ]
                            },
                            "id": {
                                "type": [
                                    "string",
                                    "null"
                                ]
                            }
                        },
                        "required": [
                            "type",
                            "id"
                        ]
                    },
                    "upstream": {
                        "type": "string"
                    },
                    "upstream_kind": {
                        "type": "string",
                        "enum": [
                            "a2a",
                            "mcp"
                        ]
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
                        "$ref": "#/components/schemas/RuleConditions"
                    },
                    "mode": {
                        "type": "string",
                        "enum": [
                            "enforce",
                            "shadow"
                        ]
                    },
                    "justification": {
                        "type": "string"
                    },
                    "id": {
                        "type": "string"
                    }
                },
                "required": [
                    "created_at",
                    "updated_at",
                    "effect",
                    "principal",
                    "upstream",
                    "upstream_kind",
                    "tool",
                    "prompt",
                    "resource",
                    "arguments",
                    "conditions",
                    "mode",
                    "justification",
                    "id"
                ]
            }
        },
        "PoliciesAdminController.remove": {
            "problems": {
                "404": [
                    "No such policy rule."
                ]
            }
        },
        "PushedAuthorizationController.push": {
            "description": "A client pushes its authorization request before the browser comes (RFC 9126). Checks all that the authorization endpoint would check (RFC 9126 §2.1).",
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "assertion",
                "audience",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code",
                "code_challenge",
                "code_challenge_method",
                "dpop_jkt",
                "max_age",
                "prompt",
                "redirect_uri",
                "refresh_token",
                "request",
                "request_uri",
                "resource",
                "response_mode",
                "response_type",
                "scope",
                "state"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_dpop_proof",
                    "invalid_request",
                    "invalid_scope",
                    "invalid_target",
                    "login_required",
                    "request_not_supported",
                    "unauthorized_client",
                    "unsupported_response_type"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "request_uri": {
                        "type": "string"
                    },
                    "expires_in": {
                        "type": "number"
                    }
                },
                "required": [
                    "request_uri",
                    "expires_in"
                ]
            }
        },
        "PushedAuthorizationController.refuse": {
            "refuses": true,
            "errors": {
                "405": [
                    "invalid_request"
                ]
            }
        },
        "RefreshTokenController.authorize": {
            "description": "Everything is checked before anything is spent: a request that is wrong leaves the token as good as it was.",
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "assertion",
                "audience",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code",
                "refresh_token",
                "resource",
                "scope"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_dpop_proof",
                    "invalid_grant",
                    "invalid_request",
                    "invalid_scope",
                    "invalid_target",
                    "unauthorized_client"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            },
            "answer": {
                "anyOf": [
                    {
                        "$ref": "#/components/schemas/TokenAnswer"
                    },
                    {
                        "$ref": "#/components/schemas/AssertionAnswer"
                    }
                ]
            }
        },
        "RegistrationController.create": {
            "description": "A client registers itself (RFC 7591 §3.1). The answer is the only one that ever shows the secret.",
            "json": true,
            "bodies": [
                "ClientRequest"
            ],
            "problems": {
                "400": [
                    "The body must be a JSON object."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "errors": {
                "400": [
                    "invalid_client_metadata",
                    "invalid_request"
                ],
                "401": [
                    "invalid_token"
                ],
                "403": [
                    "access_denied"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            },
            "answer": {
                "type": "object"
            }
        },
        "RegistrationController.read": {
            "description": "A client reads what it registered (RFC 7592 §2.1).",
            "problems": {
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_request"
                ],
                "401": [
                    "invalid_token"
                ]
            },
            "answer": {
                "type": "object"
            }
        },
        "RegistrationController.refuse": {
            "refuses": true,
            "errors": {
                "405": [
                    "invalid_request"
                ]
            }
        },
        "RegistrationController.refuseOther": {
            "refuses": true,
            "errors": {
                "405": [
                    "invalid_request"
                ]
            }
        },
        "RegistrationController.remove": {
            "description": "A client takes itself out (RFC 7592 §2.3): its tokens and sessions end.",
            "problems": {
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_request"
                ],
                "401": [
                    "invalid_token"
                ]
            }
        },
        "RegistrationController.replace": {
            "description": "A client replaces all that it registered (RFC 7592 §2.2).",
            "json": true,
            "bodies": [
                "ClientRequest"
            ],
            "problems": {
                "400": [
                    "The body must be a JSON object."
                ],
                "404": [
                    "No such client."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "errors": {
                "400": [
                    "invalid_client_metadata",
                    "invalid_request"
                ],
                "401": [
                    "invalid_token"
                ]
            },
            "answer": {
                "type": "object"
            }
        },
        "RegistrationTokensAdminController.create": {
            "description": "The answer is the only one that ever shows the token.",
            "json": true,
            "located": true,
            "bodies": [
                "RegistrationTokenRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "id": {
                        "type": "string"
                    },
                    "name": {
                        "type": "string"
                    },
                    "owner_id": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "uses_left": {
                        "type": "number"
                    },
                    "created_at": {
                        "type": "string"
                    },
                    "expires_at": {
                        "type": "string"
                    },
                    "initial_access_token": {
                        "type": "string"
                    }
                },
                "required": [
                    "id",
                    "name",
                    "owner_id",
                    "uses_left",
                    "created_at",
                    "expires_at",
                    "initial_access_token"
                ]
            }
        },
        "RegistrationTokensAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/RegistrationTokenView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "RegistrationTokensAdminController.read": {
            "problems": {
                "404": [
                    "No such registration token."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/RegistrationTokenView"
            }
        },
        "RegistrationTokensAdminController.remove": {
            "description": "Nobody can register by it any more; clients that did stay.",
            "problems": {
                "404": [
                    "No such registration token."
                ]
            }
        },
        "RegistryController.list": {
            "description": "What the caller of this request may reach, and nothing else.",
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "a2a",
                        "mcp"
                    ]
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "RegistryController.server": {
            "description": "One server in the form of the MCP registry.",
            "problems": {
                "404": [
                    "No such server."
                ]
            },
            "answer": {
                "type": "object"
            }
        },
        "RegistryController.servers": {
            "description": "The same in the form of the MCP registry (its API v0.1).",
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "include_deleted": {
                    "type": "string",
                    "enum": [
                        "false",
                        "true"
                    ]
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "search": {
                    "type": "string"
                },
                "updated_since": {
                    "type": "number"
                },
                "version": {
                    "type": "string"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object"
            }
        },
        "ReportsAdminController.sessions": {
            "description": "Token requests by source, client, outcome and day. Also by what they tell of where they came from, and how many of them were of humans, ghosts and bots; one answer, never a page of it, so that sums are whole.",
            "query": {
                "client_id": {
                    "type": "string"
                },
                "format": {
                    "type": "string",
                    "enum": [
                        "csv",
                        "json"
                    ]
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "group_by": {
                    "type": "string",
                    "description": "Some of browser, client, country, day, device, grant_type, locale, os, outcome, referrer, source, traffic, utm_campaign, utm_medium, utm_source, with commas."
                },
                "include_bots": {
                    "type": "string",
                    "enum": [
                        "false",
                        "true"
                    ]
                },
                "outcome": {
                    "type": "string",
                    "enum": [
                        "issued",
                        "refused"
                    ]
                },
                "source": {
                    "type": "string"
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                },
                "traffic": {
                    "type": "string",
                    "enum": [
                        "bot",
                        "ghost",
                        "human"
                    ]
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "from": {
                        "type": "string"
                    },
                    "to": {
                        "type": "string"
                    },
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "source": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "day": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "outcome": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "traffic": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "grant_type": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "device": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "browser": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "os": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "locale": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "country": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "referrer": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "utm_source": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "utm_medium": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "utm_campaign": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "client_id": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "client_name": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "sessions": {
                                    "type": "number"
                                },
                                "distinct_origins": {
                                    "type": "number"
                                },
                                "humans": {
                                    "type": "number"
                                },
                                "ghosts": {
                                    "type": "number"
                                },
                                "bots": {
                                    "type": "number"
                                },
                                "ai_crawlers": {
                                    "type": "number"
                                }
                            },
                            "required": [
                                "sessions",
                                "distinct_origins",
                                "humans",
                                "ghosts",
                                "bots",
                                "ai_crawlers"
                            ]
                        }
                    },
                    "next": {
                        "type": "null"
                    }
                },
                "required": [
                    "from",
                    "to",
                    "items",
                    "next"
                ]
            }
        },
        "ResourceMetadataController.agent": {
            "description": "Protected resource metadata of an A2A agent: where its tokens come from (RFC 9728 §3).",
            "problems": {
                "404": [
                    "No such resource."
                ]
            },
            "answer": {
                "type": "object"
            }
        },
        "ResourceMetadataController.issuer": {
            "description": "Protected resource metadata of administration and userinfo (RFC 9728 §3).",
            "answer": {
                "type": "object"
            }
        },
        "ResourceMetadataController.mcp": {
            "description": "Protected resource metadata of an MCP server: where its tokens come from (RFC 9728 §3).",
            "problems": {
                "404": [
                    "No such resource."
                ]
            },
            "answer": {
                "type": "object"
            }
        },
        "RevocationController.refuse": {
            "refuses": true,
            "errors": {
                "405": [
                    "invalid_request"
                ]
            }
        },
        "RevocationController.revoke": {
            "description": "A client gives up a token of its own (RFC 7009): its session ends, with all that was opened from it. The same empty 200 for a token that is unknown, another client's, or revoked already: no oracle (RFC 7009 §2.2).",
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "assertion",
                "audience",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code",
                "refresh_token",
                "resource"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_request",
                    "invalid_target"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            }
        },
        "ScopesAdminController.create": {
            "json": true,
            "located": true,
            "bodies": [
                "ScopeRequest"
            ],
            "problems": {
                "400": [],
                "409": [
                    "There are as many scopes as there may be.",
                    "There is a scope with this name."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/ScopeView"
            }
        },
        "ScopesAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/ScopeView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "ScopesAdminController.read": {
            "problems": {
                "404": [
                    "No such scope."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/ScopeView"
            }
        },
        "ScopesAdminController.remove": {
            "description": "One that somebody uses stays, and so do the built-in ones.",
            "problems": {
                "404": [
                    "No such scope."
                ],
                "409": [
                    "A built-in scope cannot be deleted."
                ]
            }
        },
        "SecondFactorAdminController.read": {
            "problems": {
                "404": [
                    "No such user."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "enrolled": {
                        "type": "boolean"
                    },
                    "enrolled_at": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "recovery_codes_left": {
                        "type": "number"
                    }
                },
                "required": [
                    "enrolled",
                    "enrolled_at",
                    "recovery_codes_left"
                ]
            }
        },
        "SecondFactorAdminController.reset": {
            "description": "For somebody who has lost it. Whoever has found it may be signed in by it: every session of the person ends.",
            "problems": {
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such second factor.",
                    "No such user."
                ]
            }
        },
        "SecretsAdminController.list": {
            "description": "In an order that stays.",
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "client_id": {
                    "type": "string"
                },
                "due": {
                    "type": "boolean"
                },
                "expires_before": {
                    "type": "string",
                    "format": "date-time"
                },
                "kind": {
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
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "owner_id": {
                    "type": "string"
                },
                "unused_since": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "kind": {
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
                                },
                                "id": {
                                    "type": "string"
                                },
                                "name": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "state": {
                                    "type": "string",
                                    "enum": [
                                        "current",
                                        "next",
                                        "replaced",
                                        "retired"
                                    ]
                                },
                                "holder": {
                                    "type": "object",
                                    "properties": {
                                        "type": {
                                            "type": "string"
                                        },
                                        "id": {
                                            "type": "string"
                                        },
                                        "name": {
                                            "type": [
                                                "string",
                                                "null"
                                            ]
                                        },
                                        "status": {
                                            "type": [
                                                "string",
                                                "null"
                                            ]
                                        }
                                    },
                                    "required": [
                                        "type",
                                        "id",
                                        "name",
                                        "status"
                                    ]
                                },
                                "owner": {
                                    "type": [
                                        "object",
                                        "null"
                                    ],
                                    "properties": {
                                        "id": {
                                            "type": "string"
                                        },
                                        "name": {
                                            "type": [
                                                "string",
                                                "null"
                                            ]
                                        },
                                        "status": {
                                            "type": [
                                                "string",
                                                "null"
                                            ]
                                        }
                                    },
                                    "required": [
                                        "id",
                                        "name",
                                        "status"
                                    ]
                                },
                                "purpose": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "purpose_stated": {
                                    "type": [
                                        "boolean",
                                        "null"
                                    ]
                                },
                                "created_at": {
                                    "type": "string"
                                },
                                "age_days": {
                                    "type": "number"
                                },
                                "last_used_at": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "expires_at": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "rotation_due_at": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "rotation_due": {
                                    "type": "boolean"
                                }
                            },
                            "required": [
                                "kind",
                                "id",
                                "name",
                                "state",
                                "holder",
                                "owner",
                                "purpose",
                                "purpose_stated",
                                "created_at",
                                "age_days",
                                "last_used_at",
                                "expires_at",
                                "rotation_due_at",
                                "rotation_due"
                            ]
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "SecretsAdminController.table": {
            "description": "List all secrets as a table (RFC 4180).",
            "query": {
                "client_id": {
                    "type": "string"
                },
                "due": {
                    "type": "boolean"
                },
                "expires_before": {
                    "type": "string",
                    "format": "date-time"
                },
                "kind": {
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
                },
                "owner_id": {
                    "type": "string"
                },
                "unused_since": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "types": [
                "text/csv"
            ],
            "statuses": [
                200
            ],
            "problems": {
                "400": []
            }
        },
        "SessionRevocationAdminController.revoke": {
            "description": "Close the live sessions that a filter finds, and all that were opened from them. Codes that would have become such a session are worth nothing any more. Whoever asks for `?dry_run=true` first knows how many they are, and says so.",
            "json": true,
            "bodies": [
                "SessionRevocationRequest"
            ],
            "problems": {
                "400": [],
                "409": [
                    "The filter finds more than 10000: narrow it."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "matched": {
                        "type": "number"
                    },
                    "closed": {
                        "type": "number"
                    }
                },
                "required": [
                    "matched",
                    "closed"
                ]
            }
        },
        "SessionStoryAdminController.story": {
            "description": "Tell what came of a session, and what it came from. By evidence, of whomever it was.",
            "problems": {
                "404": [
                    "No such session."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "session_id": {
                        "type": "string"
                    },
                    "sessions_shown": {
                        "type": "number"
                    },
                    "sessions_left_out": {
                        "type": "number"
                    },
                    "sessions_and_more": {
                        "type": "boolean"
                    },
                    "root": {
                        "type": "object",
                        "properties": {
                            "session": {
                                "$ref": "#/components/schemas/SessionView"
                            },
                            "person": {
                                "type": [
                                    "object",
                                    "null"
                                ]
                            },
                            "client": {
                                "type": [
                                    "object",
                                    "null"
                                ]
                            },
                            "consent": {
                                "type": [
                                    "object",
                                    "null"
                                ],
                                "properties": {
                                    "given": {
                                        "type": [
                                            "object",
                                            "null"
                                        ]
                                    },
                                    "standing": {
                                        "type": "array",
                                        "items": {
                                            "type": "object"
                                        }
                                    }
                                },
                                "required": [
                                    "given",
                                    "standing"
                                ]
                            },
                            "receipts": {
                                "type": "array",
                                "items": {
                                    "type": "object"
                                }
                            },
                            "calls": {
                                "type": "array",
                                "items": {
                                    "type": "object"
                                }
                            },
                            "receipts_left_out": {
                                "type": "number"
                            },
                            "receipts_and_more": {
                                "type": "boolean"
                            },
                            "sessions": {
                                "type": "array",
                                "items": {}
                            }
                        },
                        "required": [
                            "session",
                            "person",
                            "client",
                            "consent",
                            "receipts",
                            "calls",
                            "receipts_left_out",
                            "receipts_and_more",
                            "sessions"
                        ]
                    }
                },
                "required": [
                    "session_id",
                    "sessions_shown",
                    "sessions_left_out",
                    "sessions_and_more",
                    "root"
                ]
            }
        },
        "SessionsAdminController.close": {
            "description": "Closes the session and all that were opened from it; one that is closed already stays so.",
            "problems": {
                "404": [
                    "No such session."
                ]
            }
        },
        "SessionsAdminController.list": {
            "query": {
                "active": {
                    "type": "boolean"
                },
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "client_id": {
                    "type": "string"
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "source": {
                    "type": "string",
                    "enum": [
                        "api",
                        "bridge",
                        "cli",
                        "mcp",
                        "oauth",
                        "web"
                    ]
                },
                "user_id": {
                    "type": "string"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/SessionView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "SessionsAdminController.read": {
            "problems": {
                "404": [
                    "No such session."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/SessionView"
            }
        },
        "SettingsAdminController.limits": {
            "description": "How much is admitted in what time; all on one page.",
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/LimitView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "SettingsAdminController.list": {
            "description": "All on one page: there are as many as there are.",
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/SettingView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "SettingsAdminController.read": {
            "problems": {
                "404": [
                    "No such setting."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/SettingView"
            }
        },
        "SettingsAdminController.readLimit": {
            "problems": {
                "404": [
                    "No such limit."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/LimitView"
            }
        },
        "SetupController.options": {
            "description": "The challenge for the first passkey, for the page's script.",
            "form": [
                "form_token",
                "token"
            ],
            "statuses": [
                200
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            },
            "answer": {
                "type": "object"
            }
        },
        "SetupController.save": {
            "description": "A person sets a password, or makes a passkey. What cannot be used is asked for again; only a password or a passkey that is set spends the link.",
            "form": [
                "form_token",
                "keep",
                "passkey",
                "password",
                "password_again",
                "token"
            ],
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "SetupController.show": {
            "description": "The page behind a setup link, by which a person sets a password or makes a passkey. Spends nothing, however often it is opened.",
            "query": {
                "token": {
                    "type": "string"
                }
            },
            "types": [
                "text/html"
            ]
        },
        "SignInController.show": {
            "description": "The page to sign in to one's own account. An application's sign-in has a path of its own.",
            "query": {
                "set": {
                    "type": "string"
                },
                "to": {
                    "type": "string"
                }
            },
            "types": [
                "text/html"
            ]
        },
        "SignInController.signIn": {
            "description": "A person signs in to their own account.",
            "form": [
                "code",
                "email",
                "form_token",
                "passkey",
                "password",
                "provider",
                "recovery_code",
                "sign_in"
            ],
            "query": {
                "to": {
                    "type": "string"
                }
            },
            "types": [
                "text/html"
            ],
            "statuses": [
                303
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            }
        },
        "SignInProvidersAdminController.change": {
            "json": true,
            "bodies": [
                "SignInProviderRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such sign-in provider."
                ],
                "409": [],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/SignInProviderView"
            }
        },
        "SignInProvidersAdminController.create": {
            "json": true,
            "located": true,
            "bodies": [
                "SignInProviderRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "409": [],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/SignInProviderView"
            }
        },
        "SignInProvidersAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "issuer": {
                    "type": "string"
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "slug": {
                    "type": "string"
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/SignInProviderView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "SignInProvidersAdminController.read": {
            "problems": {
                "404": [
                    "No such sign-in provider."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/SignInProviderView"
            }
        },
        "SignInProvidersAdminController.remove": {
            "description": "Whoever is signed in by it is signed out.",
            "problems": {
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such sign-in provider."
                ]
            }
        },
        "TokenExchangeController.authorize": {
            "bodies": [
                "ClientRequest"
            ],
            "form": [
                "actor_token",
                "actor_token_type",
                "assertion",
                "audience",
                "client_assertion",
                "client_assertion_type",
                "client_id",
                "client_secret",
                "code",
                "refresh_token",
                "requested_token_type",
                "resource",
                "scope",
                "subject_token",
                "subject_token_type"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such client."
                ]
            },
            "errors": {
                "400": [
                    "invalid_dpop_proof",
                    "invalid_request",
                    "invalid_scope",
                    "invalid_target",
                    "unauthorized_client"
                ],
                "401": [
                    "invalid_client"
                ],
                "503": [
                    "temporarily_unavailable"
                ]
            },
            "answer": {
                "anyOf": [
                    {
                        "$ref": "#/components/schemas/TokenAnswer"
                    },
                    {
                        "$ref": "#/components/schemas/AssertionAnswer"
                    }
                ]
            }
        },
        "TrafficAdminController.alarms": {
            "description": "Hours of all traffic in which a measure reached its threshold, the newest first.",
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "level": {
                    "type": "string",
                    "enum": [
                        "critical",
                        "warning"
                    ]
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "metric": {
                    "type": "string"
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "id": {
                                    "type": "string"
                                },
                                "hour": {
                                    "type": "string",
                                    "format": "date-time"
                                },
                                "metric": {
                                    "type": "string"
                                },
                                "level": {
                                    "type": "string"
                                },
                                "value": {
                                    "type": "number"
                                },
                                "baseline": {
                                    "type": [
                                        "number",
                                        "null"
                                    ]
                                }
                            },
                            "required": [
                                "id",
                                "hour",
                                "metric",
                                "level",
                                "value",
                                "baseline"
                            ]
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "TrafficAdminController.requests": {
            "description": "Token requests with their scores, the newest first; the last day unless told otherwise.",
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "client_id": {
                    "type": "string"
                },
                "from": {
                    "type": "string",
                    "format": "date-time"
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "min_score": {
                    "type": "number"
                },
                "network": {
                    "type": "string"
                },
                "outcome": {
                    "type": "string",
                    "enum": [
                        "issued",
                        "refused"
                    ]
                },
                "sid": {
                    "type": "string"
                },
                "source": {
                    "type": "string"
                },
                "to": {
                    "type": "string",
                    "format": "date-time"
                },
                "traffic": {
                    "type": "string",
                    "enum": [
                        "bot",
                        "ghost",
                        "human"
                    ]
                },
                "user_id": {
                    "type": "string"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "id": {
                                    "type": "string"
                                }
                            },
                            "required": [
                                "id"
                            ],
                            "additionalProperties": {}
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "TrafficAdminController.thresholds": {
            "description": "By which numbers traffic is judged at this moment.",
            "answer": {
                "type": "object",
                "properties": {
                    "behavior_threshold": {
                        "type": "number",
                        "description": "Points of a network from which on its token requests count as a program's."
                    },
                    "network_signals": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/SignalView"
                        }
                    },
                    "fingerprint_signals": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/SignalView"
                        },
                        "description": "Begins at 50, and stays between 0 and 100."
                    },
                    "alarms": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "metric": {
                                    "type": "string"
                                },
                                "warning": {
                                    "type": "number"
                                },
                                "critical": {
                                    "type": "number"
                                },
                                "updated_at": {
                                    "type": "string",
                                    "format": "date-time"
                                }
                            },
                            "required": [
                                "metric",
                                "warning",
                                "critical",
                                "updated_at"
                            ]
                        }
                    }
                },
                "required": [
                    "behavior_threshold",
                    "network_signals",
                    "fingerprint_signals",
                    "alarms"
                ]
            }
        },
        "UnsupportedGrantController.refuse": {
            "refuses": true,
            "errors": {
                "400": [
                    "invalid_request",
                    "unsupported_grant_type"
                ],
                "405": [
                    "invalid_request"
                ]
            }
        },
        "UpstreamsAdminController.change": {
            "json": true,
            "bodies": [
                "UpstreamRequest"
            ],
            "problems": {
                "400": [],
                "404": [
                    "No such upstream."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/UpstreamView"
            }
        },
        "UpstreamsAdminController.create": {
            "json": true,
            "located": true,
            "bodies": [
                "UpstreamRequest"
            ],
            "problems": {
                "400": [],
                "409": [
                    "There is an upstream of this kind with this name."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/UpstreamView"
            }
        },
        "UpstreamsAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "a2a",
                        "mcp"
                    ]
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "name": {
                    "type": "string"
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/UpstreamView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "UpstreamsAdminController.read": {
            "problems": {
                "404": [
                    "No such upstream."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/UpstreamView"
            }
        },
        "UpstreamsAdminController.remove": {
            "problems": {
                "404": [
                    "No such upstream."
                ]
            }
        },
        "UsageController.tell": {
            "description": "What the calling device did, and all devices of its person, over 1, 7 and 30 days. Totals are what hosts told of themselves; calls are those that the gate decided on.",
            "problems": {
                "401": [
                    "The token is not a device’s own."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "device": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "days": {
                                    "type": "number",
                                    "enum": [
                                        1,
                                        7,
                                        30
                                    ]
                                },
                                "sessions": {
                                    "type": "number"
                                },
                                "forwarded_total": {
                                    "type": "number"
                                },
                                "tokens_in_total": {
                                    "type": "number"
                                },
                                "tokens_out_total": {
                                    "type": "number"
                                },
                                "calls": {
                                    "type": "object",
                                    "properties": {
                                        "allow": {
                                            "type": "number"
                                        },
                                        "deny": {
                                            "type": "number"
                                        }
                                    },
                                    "required": [
                                        "allow",
                                        "deny"
                                    ]
                                }
                            },
                            "required": [
                                "days",
                                "sessions",
                                "forwarded_total",
                                "tokens_in_total",
                                "tokens_out_total",
                                "calls"
                            ]
                        }
                    },
                    "person": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "days": {
                                    "type": "number",
                                    "enum": [
                                        1,
                                        7,
                                        30
                                    ]
                                },
                                "sessions": {
                                    "type": "number"
                                },
                                "forwarded_total": {
                                    "type": "number"
                                },
                                "tokens_in_total": {
                                    "type": "number"
                                },
                                "tokens_out_total": {
                                    "type": "number"
                                },
                                "calls": {
                                    "type": "object",
                                    "properties": {
                                        "allow": {
                                            "type": "number"
                                        },
                                        "deny": {
                                            "type": "number"
                                        }
                                    },
                                    "required": [
                                        "allow",
                                        "deny"
                                    ]
                                }
                            },
                            "required": [
                                "days",
                                "sessions",
                                "forwarded_total",
                                "tokens_in_total",
                                "tokens_out_total",
                                "calls"
                            ]
                        }
                    },
                    "as_of": {
                        "type": "string"
                    }
                },
                "required": [
                    "device",
                    "person",
                    "as_of"
                ]
            }
        },
        "UserIdentitiesAdminController.add": {
            "json": true,
            "located": true,
            "bodies": [
                "UserIdentityRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such user."
                ],
                "409": [
                    "This identity is linked to a person already."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/IdentityView"
            }
        },
        "UserIdentitiesAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                }
            },
            "problems": {
                "400": [],
                "404": [
                    "No such user."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/IdentityView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "UserIdentitiesAdminController.read": {
            "problems": {
                "404": [
                    "No such identity.",
                    "No such user."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/IdentityView"
            }
        },
        "UserIdentitiesAdminController.remove": {
            "description": "Tokens that were got by an assertion of this identity live on until they expire: five minutes, unless set otherwise.",
            "problems": {
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such identity.",
                    "No such user."
                ],
                "409": [
                    "The last active owner cannot be deactivated, demoted or deleted."
                ]
            }
        },
        "UserinfoController.get": {
            "description": "Who the person behind a token is (OpenID Connect Core §5.3.1).",
            "types": [
                "application/jwt"
            ],
            "statuses": [
                200
            ],
            "answer": {
                "type": "object",
                "additionalProperties": {}
            }
        },
        "UserinfoController.post": {
            "description": "The same, by POST. The token may also be in the form (OpenID Connect Core §5.3.1, RFC 6750 §2.2).",
            "types": [
                "application/jwt"
            ],
            "statuses": [
                200
            ],
            "errors": {
                "400": [
                    "invalid_request"
                ]
            },
            "answer": {
                "type": "object",
                "additionalProperties": {}
            }
        },
        "UserinfoController.refuse": {
            "refuses": true,
            "errors": {
                "405": [
                    "invalid_request"
                ]
            }
        },
        "UsersAdminController.change": {
            "json": true,
            "bodies": [
                "UserRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such user."
                ],
                "409": [
                    "The last active owner cannot be deactivated, demoted or deleted.",
                    "There is a user with this e-mail address."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/UserView"
            }
        },
        "UsersAdminController.create": {
            "json": true,
            "located": true,
            "bodies": [
                "UserRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "409": [
                    "There is a user with this e-mail address."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/UserView"
            }
        },
        "UsersAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "email": {
                    "type": "string"
                },
                "group": {
                    "type": "string"
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                },
                "role": {
                    "type": "string"
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                },
                "text": {
                    "type": "string"
                }
            },
            "problems": {
                "400": []
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "$ref": "#/components/schemas/UserView"
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "UsersAdminController.read": {
            "problems": {
                "404": [
                    "No such user."
                ]
            },
            "answer": {
                "$ref": "#/components/schemas/UserView"
            }
        },
        "UsersAdminController.remove": {
            "description": "Their clients stay, inactive and without an owner.",
            "problems": {
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such user."
                ],
                "409": [
                    "The last active owner cannot be deactivated, demoted or deleted."
                ]
            }
        },
        "WhoamiController.tell": {
            "description": "Tells a device for whom it acts, and as which. Roles are those that the person has now.",
            "problems": {
                "401": [
                    "The token is not a device’s own."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "user_id": {
                        "type": "string"
                    },
                    "email": {
                        "type": "string"
                    },
                    "name": {
                        "type": "string"
                    },
                    "roles": {
                        "type": "array",
                        "items": {
                            "type": "string"
                        }
                    },
                    "device": {
                        "type": "object",
                        "properties": {
                            "id": {
                                "type": "string"
                            },
                            "name": {
                                "type": [
                                    "string",
                                    "null"
                                ]
                            },
                            "status": {
                                "type": "string",
                                "enum": [
                                    "active",
                                    "ended",
                                    "waiting"
                                ]
                            },
                            "expires_at": {
                                "type": "string"
                            }
                        },
                        "required": [
                            "id",
                            "name",
                            "status",
                            "expires_at"
                        ]
                    },
                    "session_id": {
                        "type": "string"
                    }
                },
                "required": [
                    "user_id",
                    "email",
                    "name",
                    "roles",
                    "device",
                    "session_id"
                ]
            }
        },
        "WorkloadRulesAdminController.change": {
            "json": true,
            "bodies": [
                "WorkloadRuleRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such issuer.",
                    "No such rule."
                ],
                "409": [
                    "The issuer has a rule with this name."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "created_at": {
                        "type": "string"
                    },
                    "updated_at": {
                        "type": "string"
                    },
                    "name": {
                        "type": "string"
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
                        "type": "string"
                    },
                    "scope": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "resources": {
                        "type": [
                            "array",
                            "null"
                        ],
                        "items": {
                            "type": "string"
                        }
                    },
                    "status": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive"
                        ]
                    },
                    "id": {
                        "type": "string"
                    },
                    "issuer_id": {
                        "type": "string"
                    }
                },
                "required": [
                    "created_at",
                    "updated_at",
                    "name",
                    "claims",
                    "client_id",
                    "scope",
                    "resources",
                    "status",
                    "id",
                    "issuer_id"
                ]
            }
        },
        "WorkloadRulesAdminController.create": {
            "json": true,
            "located": true,
            "bodies": [
                "WorkloadRuleRequest"
            ],
            "problems": {
                "400": [],
                "403": [
                    "Nobody can give, or take over, more of administration than they have; owners are for owners."
                ],
                "404": [
                    "No such issuer."
                ],
                "409": [
                    "An issuer has at most 200 rules.",
                    "The issuer has a rule with this name."
                ],
                "413": [
                    "The body is too large."
                ],
                "415": [
                    "The content type must be application/json."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "created_at": {
                        "type": "string"
                    },
                    "updated_at": {
                        "type": "string"
                    },
                    "name": {
                        "type": "string"
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
                        "type": "string"
                    },
                    "scope": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "resources": {
                        "type": [
                            "array",
                            "null"
                        ],
                        "items": {
                            "type": "string"
                        }
                    },
                    "status": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive"
                        ]
                    },
                    "id": {
                        "type": "string"
                    },
                    "issuer_id": {
                        "type": "string"
                    }
                },
                "required": [
                    "created_at",
                    "updated_at",
                    "name",
                    "claims",
                    "client_id",
                    "scope",
                    "resources",
                    "status",
                    "id",
                    "issuer_id"
                ]
            }
        },
        "WorkloadRulesAdminController.list": {
            "query": {
                "after": {
                    "type": "string",
                    "description": "`next` of the page before."
                },
                "limit": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 200,
                    "default": 50
                }
            },
            "problems": {
                "400": [],
                "404": [
                    "No such issuer."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "items": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {
                                "created_at": {
                                    "type": "string"
                                },
                                "updated_at": {
                                    "type": "string"
                                },
                                "name": {
                                    "type": "string"
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
                                    "type": "string"
                                },
                                "scope": {
                                    "type": [
                                        "string",
                                        "null"
                                    ]
                                },
                                "resources": {
                                    "type": [
                                        "array",
                                        "null"
                                    ],
                                    "items": {
                                        "type": "string"
                                    }
                                },
                                "status": {
                                    "type": "string",
                                    "enum": [
                                        "active",
                                        "inactive"
                                    ]
                                },
                                "id": {
                                    "type": "string"
                                },
                                "issuer_id": {
                                    "type": "string"
                                }
                            },
                            "required": [
                                "created_at",
                                "updated_at",
                                "name",
                                "claims",
                                "client_id",
                                "scope",
                                "resources",
                                "status",
                                "id",
                                "issuer_id"
                            ]
                        }
                    },
                    "next": {
                        "type": [
                            "string",
                            "null"
                        ]
                    }
                },
                "required": [
                    "items",
                    "next"
                ]
            }
        },
        "WorkloadRulesAdminController.read": {
            "problems": {
                "404": [
                    "No such issuer.",
                    "No such rule."
                ]
            },
            "answer": {
                "type": "object",
                "properties": {
                    "created_at": {
                        "type": "string"
                    },
                    "updated_at": {
                        "type": "string"
                    },
                    "name": {
                        "type": "string"
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
                        "type": "string"
                    },
                    "scope": {
                        "type": [
                            "string",
                            "null"
                        ]
                    },
                    "resources": {
                        "type": [
                            "array",
                            "null"
                        ],
                        "items": {
                            "type": "string"
                        }
                    },
                    "status": {
                        "type": "string",
                        "enum": [
                            "active",
                            "inactive"
                        ]
                    },
                    "id": {
                        "type": "string"
                    },
                    "issuer_id": {
                        "type": "string"
                    }
                },
                "required": [
                    "created_at",
                    "updated_at",
                    "name",
                    "claims",
                    "client_id",
                    "scope",
                    "resources",
                    "status",
                    "id",
                    "issuer_id"
                ]
            }
        },
        "WorkloadRulesAdminController.remove": {
            "problems": {
                "404": [
                    "No such issuer.",
                    "No such rule."
                ]
            }
        }
    },
    "requests": {
        "AccessKeyRequest": {
            "description": "An access key, as it is asked for.",
            "properties": {
                "name": {
                    "type": "string"
                },
                "scope": {
                    "type": "string"
                },
                "resources": {
                    "type": [
                        "array",
                        "null"
                    ],
                    "items": {
                        "type": "string"
                    },
                    "description": "Of the upstreams that it opens; without, any."
                },
                "addresses": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "expires_at": {
                    "type": "string"
                }
            }
        },
        "AccessKeyRevocationRequest": {
            "description": "Access keys to end, and how many its sender thinks that they are.",
            "properties": {
                "filter": {
                    "type": "object",
                    "properties": {
                        "user_id": {
                            "type": "string"
                        },
                        "created_before": {
                            "type": "string"
                        },
                        "unused_since": {
                            "type": "string",
                            "description": "Made before then, and not known to be used since."
                        }
                    }
                },
                "expected_count": {
                    "type": "number"
                }
            }
        },
        "AccessKeyTokenRequest": {
            "description": "Which token an access key is exchanged for.",
            "properties": {
                "resource": {
                    "type": "string",
                    "description": "May be left out by a key that opens one resource."
                },
                "scope": {
                    "type": "string",
                    "description": "Without, all that the key may do."
                }
            }
        },
        "AuthorizationServerRequest": {
            "description": "An authorization server for which ID-JAGs are issued, as an administrator registers it.",
            "properties": {
                "issuer": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "resources": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "scope": {
                    "type": "string",
                    "description": "In the words of that server; when left out, no scope can be asked for."
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
            }
        },
        "BanChangeRequest": {
            "description": "What of a ban can change after it was made: whom it is about stays.",
            "properties": {
                "reason": {
                    "type": "string"
                },
                "expires_at": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Null or left out: until somebody lifts it."
                }
            }
        },
        "BanRequest": {
            "description": "A range of addresses as an administrator bans it.",
            "properties": {
                "range": {
                    "type": "string"
                },
                "reason": {
                    "type": "string"
                },
                "expires_at": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Null or left out: until somebody lifts it."
                }
            }
        },
        "BridgeCodeRequest": {
            "description": "What an administrator says of a code that they make for a person.",
            "properties": {
                "device_name": {
                    "type": [
                        "string",
                        "null"
                    ]
                }
            }
        },
        "BridgeExchangeRequest": {
            "description": "Body of an exchange.",
            "properties": {
                "code": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "One that a person carries, or that came to the program's own port."
                },
                "device_code": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "One with which the program waits for somebody to let it in (RFC 8628 §3.4); instead of `code`."
                },
                "code_verifier": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "For a code that was asked for by the program itself (RFC 7636 §4.1)."
                }
            }
        },
        "ClientRequest": {
            "description": "A client in the words of RFC 7591 §2, as an administrator registers it.",
            "properties": {
                "client_name": {
                    "type": "string"
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
                    "description": "Which client can be without is a rule of its own."
                },
                "grant_types": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "scope": {
                    "type": "string"
                },
                "token_endpoint_auth_method": {
                    "type": "string",
                    "enum": [
                        "client_secret_basic",
                        "client_secret_post",
                        "none",
                        "private_key_jwt",
                        "self_signed_tls_client_auth",
                        "tls_client_auth",
                        "workload_identity"
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
                    ]
                },
                "jwks_uri": {
                    "type": [
                        "string",
                        "null"
                    ]
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
                    ]
                },
                "tls_client_auth_san_dns": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "tls_client_auth_san_uri": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "tls_client_auth_san_ip": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "tls_client_auth_san_email": {
                    "type": [
                        "string",
                        "null"
                    ]
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
                    }
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
                    }
                },
                "audiences": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "default_audience": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "plugin_ids": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "expires_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "purpose": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "subject": {
                    "type": "string",
                    "enum": [
                        "client",
                        "owner"
                    ]
                },
                "client_uri": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "redirect_uris": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "post_logout_redirect_uris": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "backchannel_logout_uri": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "backchannel_logout_session_required": {
                    "type": "boolean"
                },
                "subject_type": {
                    "type": "string",
                    "enum": [
                        "pairwise",
                        "public"
                    ]
                },
                "sector_identifier_uri": {
                    "type": [
                        "string",
                        "null"
                    ]
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
                    }
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
            }
        },
        "ClientSecretRevocationRequest": {
            "description": "Secrets of clients to end, and how many its sender thinks that they are.",
            "properties": {
                "filter": {
                    "type": "object",
                    "properties": {
                        "client_id": {
                            "type": "string"
                        },
                        "owner_id": {
                            "type": "string"
                        },
                        "created_before": {
                            "type": "string"
                        },
                        "unused_since": {
                            "type": "string",
                            "description": "Made before then, and not known to be used since."
                        }
                    }
                },
                "expected_count": {
                    "type": "number"
                }
            }
        },
        "ConsentRevocationRequest": {
            "description": "Consents to end, and how many its sender thinks that they are.",
            "properties": {
                "filter": {
                    "type": "object",
                    "properties": {
                        "user_id": {
                            "type": "string"
                        },
                        "client_id": {
                            "type": "string"
                        },
                        "resource": {
                            "type": "string"
                        },
                        "created_before": {
                            "type": "string",
                            "description": "First given before then, whatever was added since."
                        }
                    }
                },
                "expected_count": {
                    "type": "number"
                }
            }
        },
        "DeviceRevocationRequest": {
            "description": "Devices to end, and how many its sender thinks that they are.",
            "properties": {
                "filter": {
                    "type": "object",
                    "properties": {
                        "user_id": {
                            "type": "string"
                        },
                        "created_before": {
                            "type": "string"
                        },
                        "unused_since": {
                            "type": "string",
                            "description": "Made before then, and not known to be used since."
                        }
                    }
                },
                "expected_count": {
                    "type": "number"
                }
            }
        },
        "DoctorRequest": {
            "description": "A token that somebody wonders about.",
            "properties": {
                "token": {
                    "type": "string"
                },
                "use": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "enum": [
                        "id_jag",
                        "subject_token",
                        "workload",
                        null
                    ],
                    "description": "When left out, what the token looks like."
                },
                "client_id": {
                    "type": [
                        "string",
                        "null"
                    ]
                }
            }
        },
        "EvidenceReceiverRequest": {
            "description": "Somebody to whom evidence is to be sent, as an administrator registers them.",
            "properties": {
                "name": {
                    "type": "string"
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "syslog",
                        "webhook"
                    ]
                },
                "url": {
                    "type": "string"
                },
                "kinds": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "description": "Kinds of receipts, or `gate.*`; empty for all."
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
                    }
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
                    "description": "Of a new one: it is also sent what was signed since then."
                }
            }
        },
        "ExplainRequest": {
            "description": "A call that nobody makes, about which an administrator asks.",
            "properties": {
                "user_id": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "client_id": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "upstream": {
                    "type": "string"
                },
                "upstream_kind": {
                    "type": "string",
                    "enum": [
                        "a2a",
                        "mcp"
                    ]
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
                    "description": "Left out: as in a list, where nobody knows them yet."
                },
                "address": {
                    "type": "string",
                    "description": "Default: 127.0.0.1."
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
                    "type": "string"
                },
                "auth_age": {
                    "type": "number",
                    "description": "Seconds since the sign-in; left out: there was none."
                }
            }
        },
        "GovernRequest": {
            "description": "A question before a tool runs; `arguments` are read apart.",
            "properties": {
                "session_id": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "host": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "call_id": {
                    "type": "string"
                },
                "plugin_id": {
                    "type": "string"
                },
                "upstream": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Name of an MCP server; null for a tool of the host's own."
                },
                "tool": {
                    "type": "string",
                    "description": "As the gate has it, so that no name is told apart here that is the same there."
                }
            }
        },
        "HeartbeatRequest": {
            "description": "What a host tells of itself; of a total that it leaves out, the one that it told before stays.",
            "properties": {
                "session_id": {
                    "type": "string"
                },
                "bridge_version": {
                    "type": "string"
                },
                "os": {
                    "type": "string"
                },
                "hostname": {
                    "type": "string"
                },
                "last_activity_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "forwarded_total": {
                    "type": [
                        "number",
                        "null"
                    ]
                },
                "tokens_in_total": {
                    "type": [
                        "number",
                        "null"
                    ]
                },
                "tokens_out_total": {
                    "type": [
                        "number",
                        "null"
                    ]
                }
            }
        },
        "IssuerRequest": {
            "description": "An issuer that is to be trusted, as an administrator writes it down.",
            "properties": {
                "issuer": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "jwks_uri": {
                    "type": [
                        "string",
                        "null"
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
                    ]
                },
                "audiences": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "description": "When left out, our own issuer."
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
                    }
                },
                "uses": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "id_jag",
                            "subject_token",
                            "workload"
                        ]
                    }
                },
                "single_use": {
                    "type": "boolean"
                },
                "scope": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "clients": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
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
            }
        },
        "PasswordHashRequest": {
            "description": "A password that another system hashed, as an administrator hands it over.",
            "properties": {
                "hash": {
                    "type": "string"
                }
            }
        },
        "PolicyRuleRequest": {
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
                                "any",
                                "client",
                                "group",
                                "kind",
                                "role",
                                "user"
                            ]
                        },
                        "id": {
                            "type": [
                                "string",
                                "null"
                            ]
                        }
                    },
                    "required": [
                        "type"
                    ]
                },
                "upstream": {
                    "type": "string",
                    "description": "Name of an upstream."
                },
                "upstream_kind": {
                    "type": "string",
                    "enum": [
                        "a2a",
                        "mcp"
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
                            }
                        },
                        "times": {
                            "type": "object",
                            "properties": {
                                "days": {
                                    "type": "array",
                                    "items": {
                                        "type": "string"
                                    }
                                },
                                "from": {
                                    "type": "string"
                                },
                                "to": {
                                    "type": "string"
                                },
                                "time_zone": {
                                    "type": "string"
                                }
                            },
                            "required": [
                                "time_zone"
                            ]
                        },
                        "not_before": {
                            "type": "string"
                        },
                        "not_after": {
                            "type": "string"
                        },
                        "chain": {
                            "type": "object",
                            "properties": {
                                "most": {
                                    "type": "number"
                                },
                                "issuer": {
                                    "type": "string"
                                },
                                "any_of": {
                                    "type": "array",
                                    "items": {
                                        "type": "string"
                                    }
                                },
                                "none_of": {
                                    "type": "array",
                                    "items": {
                                        "type": "string"
                                    }
                                }
                            }
                        },
                        "authentication": {
                            "type": "object",
                            "properties": {
                                "acr": {
                                    "type": "array",
                                    "items": {
                                        "type": "string"
                                    }
                                },
                                "max_age": {
                                    "type": "number"
                                }
                            }
                        }
                    }
                },
                "mode": {
                    "type": "string",
                    "enum": [
                        "enforce",
                        "shadow"
                    ]
                },
                "justification": {
                    "type": "string"
                }
            }
        },
        "RegistrationTokenRequest": {
            "description": "An initial access token, as an administrator asks for it.",
            "properties": {
                "name": {
                    "type": "string"
                },
                "owner_id": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Who answers for the clients that it registers; without, nobody does."
                },
                "uses": {
                    "type": "number",
                    "description": "How many clients it registers."
                },
                "expires_at": {
                    "type": "string"
                }
            }
        },
        "ScopeRequest": {
            "description": "A scope of an administrator's own.",
            "properties": {
                "name": {
                    "type": "string"
                },
                "tier": {
                    "type": "string",
                    "enum": [
                        "service",
                        "user"
                    ]
                },
                "description": {
                    "type": "string"
                }
            }
        },
        "SessionRevocationRequest": {
            "description": "Sessions to close, and how many its sender thinks that they are.",
            "properties": {
                "filter": {
                    "type": "object",
                    "properties": {
                        "user_id": {
                            "type": "string"
                        },
                        "client_id": {
                            "type": "string"
                        },
                        "source": {
                            "type": "string",
                            "enum": [
                                "api",
                                "bridge",
                                "cli",
                                "mcp",
                                "oauth",
                                "web"
                            ]
                        },
                        "created_before": {
                            "type": "string"
                        }
                    }
                },
                "expected_count": {
                    "type": "number"
                }
            }
        },
        "SignInProviderRequest": {
            "description": "A company's OpenID provider, as an administrator registers it.",
            "properties": {
                "slug": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "issuer": {
                    "type": "string"
                },
                "client_id": {
                    "type": "string"
                },
                "client_secret": {
                    "type": "string",
                    "description": "Written only. When left out in a change, the one that there is."
                },
                "scope": {
                    "type": "string"
                },
                "email_domains": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
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
                    }
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
                        "type": "string"
                    }
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
            }
        },
        "TrackRequest": {
            "description": "A report of what ran.",
            "properties": {
                "outcome": {
                    "type": "string",
                    "enum": [
                        "cancelled",
                        "error",
                        "ok"
                    ]
                },
                "duration_ms": {
                    "type": [
                        "number",
                        "null"
                    ]
                },
                "started_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "error": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "call_id": {
                    "type": "string"
                },
                "plugin_id": {
                    "type": "string"
                },
                "upstream": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "Name of an MCP server; null for a tool of the host's own."
                },
                "tool": {
                    "type": "string",
                    "description": "As the gate has it, so that no name is told apart here that is the same there."
                }
            }
        },
        "UpstreamRequest": {
            "description": "An MCP server or an A2A agent, as an administrator registers it.",
            "properties": {
                "name": {
                    "type": "string"
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "a2a",
                        "mcp"
                    ]
                },
                "url": {
                    "type": "string"
                },
                "transport": {
                    "type": "string",
                    "enum": [
                        "sse",
                        "streamable_http"
                    ]
                },
                "required_scopes": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "description": "When left out, the service-tier scope that is called like the kind."
                },
                "required_token_binding": {
                    "type": "string",
                    "enum": [
                        "any",
                        "dpop",
                        "mtls",
                        "none"
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
                                "none",
                                "static",
                                "token_exchange"
                            ]
                        },
                        "audience": {
                            "type": "string"
                        },
                        "txn_token": {
                            "type": "boolean"
                        },
                        "header": {
                            "type": "string"
                        },
                        "value": {
                            "type": "string",
                            "description": "Written, never shown."
                        },
                        "token_endpoint": {
                            "type": "string"
                        },
                        "client_id": {
                            "type": "string"
                        },
                        "client_secret": {
                            "type": "string",
                            "description": "Written, never shown."
                        },
                        "token_endpoint_auth_method": {
                            "type": "string",
                            "enum": [
                                "client_secret_basic",
                                "client_secret_post"
                            ]
                        },
                        "resource": {
                            "type": "string"
                        },
                        "scope": {
                            "type": "string"
                        },
                        "subject_token_type": {
                            "type": "string",
                            "enum": [
                                "urn:ietf:params:oauth:token-type:access_token",
                                "urn:ietf:params:oauth:token-type:jwt"
                            ]
                        },
                        "subject_token_audience": {
                            "type": "string",
                            "description": "`aud` of the subject token; when left out, the token endpoint."
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
                            "description": "As the view has it, so that what was read can be sent back."
                        }
                    },
                    "required": [
                        "mode"
                    ]
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
                            "type": "number"
                        },
                        "first_byte": {
                            "type": "number"
                        },
                        "idle": {
                            "type": "number"
                        },
                        "total": {
                            "type": "number"
                        }
                    }
                },
                "limits": {
                    "type": "object",
                    "properties": {
                        "request_bytes": {
                            "type": "number"
                        },
                        "response_bytes": {
                            "type": "number"
                        },
                        "event_bytes": {
                            "type": "number"
                        },
                        "concurrent": {
                            "type": "number"
                        },
                        "streams": {
                            "type": "number"
                        }
                    }
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                }
            }
        },
        "UserIdentityRequest": {
            "description": "As whom an issuer knows a person, as an administrator writes it down.",
            "properties": {
                "issuer": {
                    "type": "string"
                },
                "subject": {
                    "type": "string"
                },
                "tenant": {
                    "type": "string"
                }
            }
        },
        "UserRequest": {
            "description": "A person, as an administrator writes it down.",
            "properties": {
                "email": {
                    "type": "string",
                    "description": "One mailbox is one person, however it is typed."
                },
                "name": {
                    "type": "string"
                },
                "roles": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "groups": {
                    "type": "array",
                    "items": {
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
            }
        },
        "WorkloadRuleRequest": {
            "description": "A rule that says which of an issuer's workloads are which client, as an administrator writes it down.",
            "properties": {
                "name": {
                    "type": "string"
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
                    "type": "string"
                },
                "scope": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "resources": {
                    "type": [
                        "array",
                        "null"
                    ],
                    "items": {
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
            }
        }
    },
    "schemas": {
        "AccessKeyView": {
            "type": "object",
            "properties": {
                "id": {
                    "type": "string"
                },
                "prefix": {
                    "type": "string"
                },
                "user_id": {
                    "type": "string"
                },
                "session_id": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "scope": {
                    "type": "string"
                },
                "resources": {
                    "type": [
                        "array",
                        "null"
                    ],
                    "items": {
                        "type": "string"
                    }
                },
                "addresses": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "active": {
                    "type": "boolean"
                },
                "last_used_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "created_at": {
                    "type": "string"
                },
                "expires_at": {
                    "type": "string"
                },
                "closed_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "close_reason": {
                    "type": [
                        "string",
                        "null"
                    ]
                }
            },
            "required": [
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
        "AssertionAnswer": {
            "type": "object",
            "properties": {
                "access_token": {
                    "type": "string",
                    "description": "The assertion: the parameter has its name for historical reasons."
                },
                "issued_token_type": {
                    "type": "string"
                },
                "token_type": {
                    "type": "string",
                    "enum": [
                        "N_A"
                    ]
                },
                "expires_in": {
                    "type": "number",
                    "description": "Seconds."
                },
                "scope": {
                    "type": "string"
                }
            },
            "required": [
                "access_token",
                "issued_token_type",
                "token_type",
                "expires_in"
            ]
        },
        "AuthenticationCondition": {
            "type": "object",
            "properties": {
                "acr": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "max_age": {
                    "type": "number",
                    "description": "Seconds since the person signed in, at most."
                }
            }
        },
        "AuthorizationServerView": {
            "type": "object",
            "properties": {
                "created_at": {
                    "type": "string"
                },
                "updated_at": {
                    "type": "string"
                },
                "issuer": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "resources": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "scope": {
                    "type": "string"
                },
                "clients": {
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
                },
                "id": {
                    "type": "string"
                }
            },
            "required": [
                "created_at",
                "updated_at",
                "issuer",
                "name",
                "resources",
                "scope",
                "clients",
                "status",
                "id"
            ]
        },
        "BanView": {
            "type": "object",
            "properties": {
                "created_at": {
                    "type": "string"
                },
                "updated_at": {
                    "type": "string"
                },
                "reason": {
                    "type": "string"
                },
                "expires_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "id": {
                    "type": "string"
                },
                "range": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "network": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "source": {
                    "type": "string",
                    "enum": [
                        "administrator",
                        "automatic"
                    ]
                }
            },
            "required": [
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
        "BridgeAnswer": {
            "type": "object",
            "properties": {
                "token": {
                    "type": "string"
                },
                "ttl": {
                    "type": "number",
                    "description": "Seconds."
                },
                "headers": {
                    "type": "object",
                    "additionalProperties": {
                        "type": "string"
                    }
                }
            },
            "required": [
                "token",
                "ttl",
                "headers"
            ]
        },
        "ChainCondition": {
            "type": "object",
            "properties": {
                "most": {
                    "type": "number",
                    "description": "Whoever named them."
                },
                "issuer": {
                    "type": "string",
                    "description": "Who named the actors that follow, compared as a string; when left out, our own issuer."
                },
                "any_of": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "none_of": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                }
            }
        },
        "ClientView": {
            "type": "object",
            "properties": {
                "purpose_stated": {
                    "type": "boolean"
                },
                "created_at": {
                    "type": "string"
                },
                "updated_at": {
                    "type": "string"
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
                    }
                },
                "exchange_id_tokens": {
                    "type": "boolean"
                },
                "device_authorization_administration": {
                    "type": "boolean"
                },
                "resources": {
                    "type": [
                        "array",
                        "null"
                    ],
                    "items": {
                        "type": "string"
                    }
                },
                "audiences": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "default_audience": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "plugin_ids": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "expires_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "purpose": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "subject": {
                    "type": "string",
                    "enum": [
                        "client",
                        "owner"
                    ]
                },
                "client_uri": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "redirect_uris": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "post_logout_redirect_uris": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "backchannel_logout_uri": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "backchannel_logout_session_required": {
                    "type": "boolean"
                },
                "subject_type": {
                    "type": "string"
                },
                "sector_identifier_uri": {
                    "type": [
                        "string",
                        "null"
                    ]
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
                    }
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
                },
                "tls_client_auth_subject_dn": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "tls_client_auth_san_dns": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "tls_client_auth_san_uri": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "tls_client_auth_san_ip": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "tls_client_auth_san_email": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "client_name": {
                    "type": "string"
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
                    ]
                },
                "grant_types": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "scope": {
                    "type": "string"
                },
                "token_endpoint_auth_method": {
                    "type": "string",
                    "enum": [
                        "client_secret_basic",
                        "client_secret_post",
                        "none",
                        "private_key_jwt",
                        "self_signed_tls_client_auth",
                        "tls_client_auth",
                        "workload_identity"
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
                                "$ref": "#/components/schemas/PublicJwk"
                            }
                        }
                    },
                    "required": [
                        "keys"
                    ]
                },
                "jwks_uri": {
                    "type": [
                        "string",
                        "null"
                    ]
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
                "client_id": {
                    "type": "string"
                },
                "registration": {
                    "type": "string",
                    "enum": [
                        "administrator",
                        "dynamic",
                        "metadata_document"
                    ]
                }
            },
            "required": [
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
                "jwks",
                "jwks_uri",
                "token_endpoint_auth_signing_alg",
                "client_id",
                "registration"
            ]
        },
        "ConsentView": {
            "type": "object",
            "properties": {
                "id": {
                    "type": "string"
                },
                "user_id": {
                    "type": "string"
                },
                "client_id": {
                    "type": "string"
                },
                "client_name": {
                    "type": "string"
                },
                "resource": {
                    "type": "string"
                },
                "scope": {
                    "type": "string"
                },
                "created_at": {
                    "type": "string"
                },
                "updated_at": {
                    "type": "string"
                }
            },
            "required": [
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
        "GroupView": {
            "type": "object",
            "properties": {
                "name": {
                    "type": "string"
                },
                "members": {
                    "type": "number",
                    "description": "How many people; who they are tells the list of users by its filter `group`."
                }
            },
            "required": [
                "name",
                "members"
            ]
        },
        "HealthView": {
            "type": "object",
            "properties": {
                "status": {
                    "type": "string",
                    "enum": [
                        "down",
                        "unknown",
                        "up"
                    ]
                },
                "since": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "last_error": {
                    "type": [
                        "string",
                        "null"
                    ]
                }
            },
            "required": [
                "status",
                "since",
                "last_error"
            ]
        },
        "IdentityView": {
            "type": "object",
            "properties": {
                "id": {
                    "type": "string"
                },
                "user_id": {
                    "type": "string"
                },
                "issuer": {
                    "type": "string"
                },
                "tenant": {
                    "type": "string"
                },
                "subject": {
                    "type": "string"
                },
                "created_at": {
                    "type": "string"
                }
            },
            "required": [
                "id",
                "user_id",
                "issuer",
                "tenant",
                "subject",
                "created_at"
            ]
        },
        "IssuerView": {
            "type": "object",
            "properties": {
                "created_at": {
                    "type": "string"
                },
                "updated_at": {
                    "type": "string"
                },
                "issuer": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "jwks_uri": {
                    "type": [
                        "string",
                        "null"
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
                                "$ref": "#/components/schemas/PublicJwk"
                            }
                        }
                    },
                    "required": [
                        "keys"
                    ]
                },
                "audiences": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
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
                    }
                },
                "uses": {
                    "type": "array",
                    "items": {
                        "type": "string",
                        "enum": [
                            "id_jag",
                            "subject_token",
                            "workload"
                        ]
                    }
                },
                "single_use": {
                    "type": "boolean"
                },
                "scope": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "clients": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
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
                },
                "id": {
                    "type": "string"
                }
            },
            "required": [
                "created_at",
                "updated_at",
                "issuer",
                "name",
                "jwks_uri",
                "jwks",
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
        "JobView": {
            "type": "object",
            "properties": {
                "name": {
                    "type": "string"
                },
                "every_seconds": {
                    "type": "number"
                },
                "running": {
                    "type": "boolean"
                },
                "last_started_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "last_ended_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "last_outcome": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "enum": [
                        "failed",
                        "succeeded",
                        null
                    ]
                },
                "next_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                }
            },
            "required": [
                "name",
                "every_seconds",
                "running",
                "last_started_at",
                "last_ended_at",
                "last_outcome",
                "next_at"
            ]
        },
        "LimitView": {
            "type": "object",
            "properties": {
                "name": {
                    "type": "string"
                },
                "description": {
                    "type": "string"
                },
                "count": {
                    "type": "number"
                },
                "seconds": {
                    "type": "number"
                },
                "source": {
                    "type": "string",
                    "enum": [
                        "default",
                        "environment",
                        "file"
                    ]
                }
            },
            "required": [
                "name",
                "description",
                "count",
                "seconds",
                "source"
            ]
        },
        "PasskeyView": {
            "type": "object",
            "properties": {
                "id": {
                    "type": "string"
                },
                "user_id": {
                    "type": "string"
                },
                "credential_id": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "aaguid": {
                    "type": "string"
                },
                "transports": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "backup_eligible": {
                    "type": "boolean"
                },
                "backed_up": {
                    "type": "boolean"
                },
                "sign_count": {
                    "type": "number"
                },
                "created_at": {
                    "type": "string"
                },
                "last_used_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "suspect_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                }
            },
            "required": [
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
        "PublicJwk": {
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
        },
        "ReceiverView": {
            "type": "object",
            "properties": {
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive",
                        "suspended"
                    ]
                },
                "secret_set_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "checkpoint": {
                    "type": "number"
                },
                "behind": {
                    "type": "number"
                },
                "delivered": {
                    "type": "number"
                },
                "missing": {
                    "type": "number"
                },
                "delivered_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "attempts": {
                    "type": "number"
                },
                "next_try_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "last_error": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "created_at": {
                    "type": "string"
                },
                "updated_at": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "syslog",
                        "webhook"
                    ]
                },
                "url": {
                    "type": "string"
                },
                "kinds": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
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
                    }
                },
                "id": {
                    "type": "string"
                }
            },
            "required": [
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
        "RegistrationTokenView": {
            "type": "object",
            "properties": {
                "id": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "owner_id": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "uses_left": {
                    "type": "number"
                },
                "created_at": {
                    "type": "string"
                },
                "expires_at": {
                    "type": "string"
                }
            },
            "required": [
                "id",
                "name",
                "owner_id",
                "uses_left",
                "created_at",
                "expires_at"
            ]
        },
        "RuleConditions": {
            "type": "object",
            "properties": {
                "addresses": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    },
                    "description": "CIDR ranges, one of which the caller's address lies in."
                },
                "times": {
                    "$ref": "#/components/schemas/WeeklyTimes"
                },
                "not_before": {
                    "type": "string",
                    "description": "RFC 3339."
                },
                "not_after": {
                    "type": "string"
                },
                "chain": {
                    "$ref": "#/components/schemas/ChainCondition"
                },
                "authentication": {
                    "$ref": "#/components/schemas/AuthenticationCondition"
                }
            }
        },
        "ScopeView": {
            "type": "object",
            "properties": {
                "name": {
                    "type": "string"
                },
                "tier": {
                    "type": "string",
                    "enum": [
                        "identity",
                        "service",
                        "user"
                    ]
                },
                "description": {
                    "type": "string"
                },
                "built_in": {
                    "type": "boolean"
                }
            },
            "required": [
                "name",
                "tier",
                "description",
                "built_in"
            ]
        },
        "SecretView": {
            "type": "object",
            "properties": {
                "id": {
                    "type": "string"
                },
                "created_at": {
                    "type": "string"
                },
                "expires_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "last_used_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                }
            },
            "required": [
                "id",
                "created_at",
                "expires_at",
                "last_used_at"
            ]
        },
        "SessionView": {
            "type": "object",
            "properties": {
                "id": {
                    "type": "string"
                },
                "parent_id": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "source": {
                    "type": "string",
                    "enum": [
                        "api",
                        "bridge",
                        "cli",
                        "mcp",
                        "oauth",
                        "web"
                    ]
                },
                "client_id": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "user_id": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "subject": {
                    "type": "string"
                },
                "scope": {
                    "type": "string"
                },
                "audience": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "origin": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "authenticated_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "acr": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "amr": {
                    "type": [
                        "array",
                        "null"
                    ],
                    "items": {
                        "type": "string"
                    }
                },
                "cnf": {
                    "type": [
                        "object",
                        "null"
                    ],
                    "properties": {
                        "jkt": {
                            "type": "string",
                            "description": "SHA-256 thumbprint of the key that signs DPoP proofs (RFC 7638)."
                        },
                        "x5t#S256": {
                            "type": "string",
                            "description": "SHA-256 of the client's certificate in DER."
                        }
                    }
                },
                "active": {
                    "type": "boolean"
                },
                "created_at": {
                    "type": "string"
                },
                "expires_at": {
                    "type": "string"
                },
                "closed_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "close_reason": {
                    "type": [
                        "string",
                        "null"
                    ]
                }
            },
            "required": [
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
                "cnf",
                "active",
                "created_at",
                "expires_at",
                "closed_at",
                "close_reason"
            ]
        },
        "SettingView": {
            "type": "object",
            "properties": {
                "name": {
                    "type": "string"
                },
                "description": {
                    "type": "string"
                },
                "value": {
                    "type": [
                        "string",
                        "null"
                    ],
                    "description": "As text; null where it is a secret, and where there is none."
                },
                "default": {
                    "type": "string"
                },
                "source": {
                    "type": "string",
                    "enum": [
                        "default",
                        "environment",
                        "file"
                    ]
                },
                "secret": {
                    "type": "boolean"
                }
            },
            "required": [
                "name",
                "description",
                "value",
                "default",
                "source",
                "secret"
            ]
        },
        "SignInProviderView": {
            "type": "object",
            "properties": {
                "authorization_endpoint": {
                    "type": "string"
                },
                "redirect_uri": {
                    "type": "string"
                },
                "backchannel_logout_uri": {
                    "type": "string"
                },
                "created_at": {
                    "type": "string"
                },
                "updated_at": {
                    "type": "string"
                },
                "slug": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "issuer": {
                    "type": "string"
                },
                "client_id": {
                    "type": "string"
                },
                "scope": {
                    "type": "string"
                },
                "email_domains": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
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
                    }
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
                        "type": "string"
                    }
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
                },
                "id": {
                    "type": "string"
                }
            },
            "required": [
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
                "role_map",
                "roles_of_all",
                "acr_map",
                "status",
                "id"
            ]
        },
        "SignalView": {
            "type": "object",
            "properties": {
                "name": {
                    "type": "string"
                },
                "points": {
                    "type": "number"
                },
                "means": {
                    "type": "string"
                }
            },
            "required": [
                "name",
                "points",
                "means"
            ]
        },
        "SigningKeyView": {
            "type": "object",
            "properties": {
                "kid": {
                    "type": "string"
                },
                "algorithm": {
                    "type": "string",
                    "enum": [
                        "ES256",
                        "EdDSA",
                        "RS256"
                    ]
                },
                "state": {
                    "type": "string",
                    "enum": [
                        "active",
                        "next",
                        "retired"
                    ]
                },
                "created_at": {
                    "type": "string"
                },
                "activated_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                },
                "retired_at": {
                    "type": [
                        "string",
                        "null"
                    ]
                }
            },
            "required": [
                "kid",
                "algorithm",
                "state",
                "created_at",
                "activated_at",
                "retired_at"
            ]
        },
        "TokenAnswer": {
            "type": "object",
            "properties": {
                "access_token": {
                    "type": "string"
                },
                "token_type": {
                    "type": "string",
                    "enum": [
                        "Bearer",
                        "DPoP"
                    ]
                },
                "expires_in": {
                    "type": "number",
                    "description": "Seconds."
                },
                "scope": {
                    "type": "string"
                },
                "issued_token_type": {
                    "type": "string"
                },
                "refresh_token": {
                    "type": "string"
                },
                "id_token": {
                    "type": "string"
                }
            },
            "required": [
                "access_token",
                "token_type",
                "expires_in",
                "scope"
            ]
        },
        "UpstreamView": {
            "type": "object",
            "properties": {
                "resource": {
                    "type": "string"
                },
                "endpoint": {
                    "type": "string"
                },
                "health": {
                    "$ref": "#/components/schemas/HealthView"
                },
                "created_at": {
                    "type": "string"
                },
                "updated_at": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "kind": {
                    "type": "string",
                    "enum": [
                        "a2a",
                        "mcp"
                    ]
                },
                "url": {
                    "type": "string"
                },
                "transport": {
                    "type": "string",
                    "enum": [
                        "sse",
                        "streamable_http"
                    ]
                },
                "required_scopes": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "required_token_binding": {
                    "type": "string",
                    "enum": [
                        "any",
                        "dpop",
                        "mtls",
                        "none"
                    ]
                },
                "credential": {
                    "anyOf": [
                        {
                            "type": "object",
                            "properties": {
                                "mode": {
                                    "type": "string",
                                    "enum": [
                                        "static"
                                    ]
                                },
                                "header": {
                                    "type": "string"
                                },
                                "set_at": {
                                    "type": "string"
                                },
                                "audience": {
                                    "type": "object"
                                },
                                "txn_token": {
                                    "type": "object"
                                },
                                "token_endpoint": {
                                    "type": "object"
                                },
                                "client_id": {
                                    "type": "object"
                                },
                                "token_endpoint_auth_method": {
                                    "type": "object"
                                },
                                "resource": {
                                    "type": "object"
                                },
                                "scope": {
                                    "type": "object"
                                },
                                "subject_token_type": {
                                    "type": "object"
                                },
                                "subject_token_audience": {
                                    "type": "object"
                                },
                                "requested_token_type": {
                                    "type": "object"
                                }
                            },
                            "required": [
                                "mode",
                                "header",
                                "set_at"
                            ]
                        },
                        {
                            "type": "object",
                            "properties": {
                                "mode": {
                                    "type": "string",
                                    "enum": [
                                        "minted"
                                    ]
                                },
                                "audience": {
                                    "type": "string"
                                },
                                "txn_token": {
                                    "type": "boolean",
                                    "enum": [
                                        true
                                    ]
                                },
                                "header": {
                                    "type": "object"
                                },
                                "set_at": {
                                    "type": "object"
                                },
                                "token_endpoint": {
                                    "type": "object"
                                },
                                "client_id": {
                                    "type": "object"
                                },
                                "token_endpoint_auth_method": {
                                    "type": "object"
                                },
                                "resource": {
                                    "type": "object"
                                },
                                "scope": {
                                    "type": "object"
                                },
                                "subject_token_type": {
                                    "type": "object"
                                },
                                "subject_token_audience": {
                                    "type": "object"
                                },
                                "requested_token_type": {
                                    "type": "object"
                                }
                            },
                            "required": [
                                "mode"
                            ]
                        },
                        {
                            "type": "object",
                            "properties": {
                                "mode": {
                                    "type": "string",
                                    "enum": [
                                        "token_exchange"
                                    ]
                                },
                                "token_endpoint": {
                                    "type": "string"
                                },
                                "client_id": {
                                    "type": "string"
                                },
                                "token_endpoint_auth_method": {
                                    "type": "string",
                                    "enum": [
                                        "client_secret_basic",
                                        "client_secret_post"
                                    ]
                                },
                                "audience": {
                                    "type": "string"
                                },
                                "resource": {
                                    "type": "string"
                                },
                                "scope": {
                                    "type": "string"
                                },
                                "subject_token_type": {
                                    "type": "string",
                                    "enum": [
                                        "urn:ietf:params:oauth:token-type:access_token",
                                        "urn:ietf:params:oauth:token-type:jwt"
                                    ]
                                },
                                "subject_token_audience": {
                                    "type": "string"
                                },
                                "requested_token_type": {
                                    "type": "string",
                                    "enum": [
                                        "urn:ietf:params:oauth:token-type:access_token",
                                        "urn:ietf:params:oauth:token-type:jwt"
                                    ]
                                },
                                "set_at": {
                                    "type": "string"
                                },
                                "header": {
                                    "type": "object"
                                },
                                "txn_token": {
                                    "type": "object"
                                }
                            },
                            "required": [
                                "mode",
                                "token_endpoint",
                                "client_id",
                                "token_endpoint_auth_method",
                                "subject_token_type",
                                "set_at"
                            ]
                        },
                        {
                            "type": "object",
                            "properties": {
                                "mode": {
                                    "type": "string",
                                    "enum": [
                                        "none"
                                    ]
                                },
                                "header": {
                                    "type": "object"
                                },
                                "set_at": {
                                    "type": "object"
                                },
                                "audience": {
                                    "type": "object"
                                },
                                "txn_token": {
                                    "type": "object"
                                },
                                "token_endpoint": {
                                    "type": "object"
                                },
                                "client_id": {
                                    "type": "object"
                                },
                                "token_endpoint_auth_method": {
                                    "type": "object"
                                },
                                "resource": {
                                    "type": "object"
                                },
                                "scope": {
                                    "type": "object"
                                },
                                "subject_token_type": {
                                    "type": "object"
                                },
                                "subject_token_audience": {
                                    "type": "object"
                                },
                                "requested_token_type": {
                                    "type": "object"
                                }
                            },
                            "required": [
                                "mode"
                            ]
                        }
                    ]
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
                            "type": "number"
                        },
                        "first_byte": {
                            "type": "number"
                        },
                        "idle": {
                            "type": "number"
                        },
                        "total": {
                            "type": "number"
                        }
                    }
                },
                "limits": {
                    "type": "object",
                    "properties": {
                        "request_bytes": {
                            "type": "number"
                        },
                        "response_bytes": {
                            "type": "number"
                        },
                        "event_bytes": {
                            "type": "number"
                        },
                        "concurrent": {
                            "type": "number"
                        },
                        "streams": {
                            "type": "number"
                        }
                    }
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                },
                "id": {
                    "type": "string"
                }
            },
            "required": [
                "resource",
                "endpoint",
                "health",
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
                "timeouts",
                "limits",
                "status",
                "id"
            ]
        },
        "UserView": {
            "type": "object",
            "properties": {
                "created_at": {
                    "type": "string"
                },
                "updated_at": {
                    "type": "string"
                },
                "email": {
                    "type": "string"
                },
                "name": {
                    "type": "string"
                },
                "roles": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "groups": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "status": {
                    "type": "string",
                    "enum": [
                        "active",
                        "inactive"
                    ]
                },
                "id": {
                    "type": "string"
                }
            },
            "required": [
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
        "WeeklyTimes": {
            "type": "object",
            "properties": {
                "days": {
                    "type": "array",
                    "items": {
                        "type": "string"
                    }
                },
                "from": {
                    "type": "string",
                    "description": "`HH:MM`, the first minute."
                },
                "to": {
                    "type": "string",
                    "description": "`HH:MM`, the first minute that no longer counts; earlier than `from`, it is of the next day."
                },
                "time_zone": {
                    "type": "string",
                    "description": "Name of the IANA time zone database."
                }
            },
            "required": [
                "time_zone"
            ]
        }
    }
};
//# sourceMappingURL=source-facts.generated.js.map