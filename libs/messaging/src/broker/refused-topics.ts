import configured from 'kafkajs/src/protocol/requests/describeConfigs/v2/response.js';
import fetched from 'kafkajs/src/protocol/requests/fetch/v11/response.js';
import listed from 'kafkajs/src/protocol/requests/listOffsets/v3/response.js';
import described from 'kafkajs/src/protocol/requests/metadata/v6/response.js';
import committed from 'kafkajs/src/protocol/requests/offsetCommit/v5/response.js';
import remembered from 'kafkajs/src/protocol/requests/offsetFetch/v4/response.js';
import produced from 'kafkajs/src/protocol/requests/produce/v7/response.js';

// A broker says which topic it refuses. kafkajs throws the error without it, and whoever has to give the right would have to guess.
for (const response of [configured, fetched, listed, described, committed, remembered, produced]) {
  const { parse } = response;
  response.parse = async (answer) => {
    try {
      return await parse(answer);
    } catch (error) {
      throw withTopic(error as Error & { code?: unknown }, answer);
    }
  };
}

interface TopicAnswer {
  topic?: string;
  topicName?: string;
  topicErrorCode?: number;
  resourceName?: string;
  errorCode?: number;
  partitions?: { errorCode: number }[];
}

function withTopic(error: Error & { code?: unknown }, answer: object): Error {
  const topics = Object.values(answer).filter(Array.isArray).flat() as TopicAnswer[];
  const refused = topics.find(
    ({ topicErrorCode, errorCode, partitions = [] }) =>
      [topicErrorCode, errorCode].includes(error.code as number) ||
      partitions.some(({ errorCode }) => errorCode === error.code),
  );
  const topic = refused?.topic ?? refused?.topicName ?? refused?.resourceName;
  return topic === undefined ? error : Object.assign(error, { topic });
}
