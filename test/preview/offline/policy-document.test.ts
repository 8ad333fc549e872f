import assert from "node:assert/strict";
import { policyDocument } from "../../../preview/offline/policy-document";
import type { Properties } from "../../../preview/wire";

const json = (args: Properties) => policyDocument(args).result.json;
const minified = (args: Properties) => policyDocument(args).result.minifiedJson;
const reasons = (args: Properties) => policyDocument(args).failures.map((failure) => failure.reason);

describe("aws.iam.getPolicyDocument offline", () => {
  it("writes statements as AWS's provider does", () => {
    const args: Properties = {
      policyId: "policy_id",
      statements: [
        {
          sid: "1",
          actions: ["s3:ListAllMyBuckets", "s3:GetBucketLocation"],
          resources: ["arn:aws:s3:::*"],
        },
        {
          actions: ["s3:ListBucket"],
          resources: ["arn:aws:s3:::foo"],
          notPrincipals: [{ type: "AWS", identifiers: ["arn:aws:iam::123456789012:user/a"] }],
          conditions: [
            { test: "StringLike", variable: "s3:prefix", values: ["home/", "", "home/&{aws:username}/"] },
            { test: "Bool", variable: "aws:SecureTransport", values: ["true"] },
          ],
        },
        {
          effect: "Deny",
          notActions: ["s3:*"],
          notResources: ["arn:aws:s3:::foo/*", "arn:aws:s3:::foo"],
          principals: [{ type: "Service", identifiers: ["ec2.amazonaws.com", "lambda.amazonaws.com"] }],
        },
      ],
    };
    assert.equal(
      json(args),
      `{
  "Version": "2012-10-17",
  "Id": "policy_id",
  "Statement": [
    {
      "Sid": "1",
      "Effect": "Allow",
      "Action": [
        "s3:ListAllMyBuckets",
        "s3:GetBucketLocation"
      ],
      "Resource": "arn:aws:s3:::*"
    },
    {
      "Effect": "Allow",
      "Action": "s3:ListBucket",
      "Resource": "arn:aws:s3:::foo",
      "NotPrincipal": {
        "AWS": "arn:aws:iam::123456789012:user/a"
      },
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "true"
        },
        "StringLike": {
          "s3:prefix": [
            "home/",
            "",
            "home/\${aws:username}/"
          ]
        }
      }
    },
    {
      "Effect": "Deny",
      "NotAction": "s3:*",
      "NotResource": [
        "arn:aws:s3:::foo/*",
        "arn:aws:s3:::foo"
      ],
      "Principal": {
        "Service": [
          "lambda.amazonaws.com",
          "ec2.amazonaws.com"
        ]
      }
    }
  ]
}`,
    );
  });

  it("writes an empty document with its version alone", () => {
    assert.equal(minified({}), '{"Version":"2012-10-17"}');
  });

  it("keeps {AWS: *} and {*: *} apart", () => {
    const principal = (type: string) =>
      minified({ statements: [{ actions: ["a:b"], principals: [{ type, identifiers: ["*"] }] }] });
    assert.equal(
      principal("*"),
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a:b","Principal":"*"}]}',
    );
    assert.equal(
      principal("AWS"),
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a:b","Principal":{"AWS":"*"}}]}',
    );
  });

  it("joins principals of one type and conditions on one variable", () => {
    const statements = [
      {
        principals: [
          { type: "AWS", identifiers: ["a"] },
          { type: "AWS", identifiers: ["b"] },
        ],
        conditions: [
          { test: "StringEquals", variable: "v", values: ["1"] },
          { test: "StringEquals", variable: "v", values: ["2"] },
        ],
      },
    ];
    assert.equal(
      minified({ statements }),
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":["a","b"]},' +
        '"Condition":{"StringEquals":{"v":["1","2"]}}}]}',
    );
  });

  it("drops repeated actions and sorts the rest downwards", () => {
    assert.equal(
      minified({ statements: [{ actions: ["a:1", "a:3", "a:2", "a:1"] }] }),
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["a:3","a:2","a:1"]}]}',
    );
  });

  it("escapes what Go escapes", () => {
    assert.equal(
      minified({ statements: [{ actions: ["a:<&>"] }] }),
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a:\\u003c\\u0026\\u003e"}]}',
    );
  });

  it("puts sources before its own statements and overrides by Sid", () => {
    const source = '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["x:1"]}]}';
    const override =
      '{"Id":"new","Statement":[{"Sid":"B","Effect":"Deny","Action":"*","Principal":{"AWS":["b","a"]},' +
      '"Condition":{"Bool":{"k":["true"]}}}]}';
    assert.equal(
      minified({
        sourcePolicyDocuments: [source],
        statements: [
          { sid: "B", actions: ["y:1"] },
          { sid: "C", actions: ["z:1"] },
        ],
        overridePolicyDocuments: [override],
      }),
      '{"Version":"2012-10-17","Id":"new","Statement":[' +
        '{"Sid":"A","Effect":"Allow","Action":["x:1"]},' +
        '{"Sid":"B","Effect":"Deny","Action":"*","Principal":{"AWS":["b","a"]},"Condition":{"Bool":{"k":"true"}}},' +
        '{"Sid":"C","Effect":"Allow","Action":"z:1"}]}',
    );
  });

  it("answers with its arguments, defaults filled in, and an id of the text", () => {
    const { result } = policyDocument({ statements: [{ actions: ["a:b"] }] });
    assert.equal(result.version, "2012-10-17");
    assert.deepEqual(result.statements, [{ effect: "Allow", actions: ["a:b"] }]);
    assert.equal(result.id, "1251585680");
  });

  it("refuses a repeated Sid, a broken source and variables of the older version", () => {
    assert.deepEqual(reasons({ statements: [{ sid: "A" }, { sid: "A" }] }), [
      "writing IAM Policy Document: duplicate Sid (A). Remove the Sid or ensure the Sid is unique.",
    ]);
    const twice = '{"Statement":[{"Sid":"A"}]}';
    assert.deepEqual(reasons({ sourcePolicyDocuments: [twice, twice] }), [
      "writing IAM Policy Document: merging source document 1: duplicate Sid (A) in source_policy_documents " +
        "(statement 0). Remove the Sid or ensure Sids are unique.",
    ]);
    assert.match(
      reasons({ overridePolicyDocuments: ["{"] })[0] ?? "",
      /^writing IAM Policy Document: merging override document 0: /,
    );
    assert.deepEqual(reasons({ version: "2008-10-17", statements: [{ resources: ["&{aws:username}"] }] }), [
      "writing IAM Policy Document: found &{ sequence in (&{aws:username}), which is not supported in document " +
        "version 2008-10-17",
    ]);
  });
});
