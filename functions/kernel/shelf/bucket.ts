import { GetObjectCommand, NoSuchKey, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { Shelf } from './shelf.ts'

/** An S3 bucket that nobody reaches but this function: pictures are served by getPicture. */
export function openBucket(Bucket: string): Shelf {
  const client = new S3Client({ maxAttempts: 3 })
  return {
    async put(Key, ContentType, Body) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body, ContentType }))
    },
    async get(Key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
        return await Body?.transformToByteArray()
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined
        throw error
      }
    },
  }
}
