const mebibyte = 2 ** 20;

/** What Pulumi allows a message of its protocols to weigh; a whole stack travels in one. */
export const messageLimits = {
  "grpc.max_receive_message_length": 400 * mebibyte,
  "grpc.max_send_message_length": 400 * mebibyte,
};
