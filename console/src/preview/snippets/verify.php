<?php

// $body: file_get_contents('php://input'); $signature: the header X-StreamGank-Signature.
function verify(string $body, string $signature, string $secret): bool
{
    $expected = 'sha256=' . hash_hmac('sha256', $body, $secret);
    return hash_equals($expected, $signature);
}
