ALTER TYPE "kind" ADD VALUE 'integration';
