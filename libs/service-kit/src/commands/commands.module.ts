import { Global, Module } from '@nestjs/common';
import { CommandReceiptConsumer } from './command-receipt.consumer.js';
import { CommandReceiptRepository } from './command-receipt.repository.js';
import { CommandReceipts } from './command-receipts.js';
import { CommandSources } from './command-sources.js';

/** Lets a service take commands of other platforms. Its consumers give each one, with its effect, to `CommandReceipts`. */
@Global()
@Module({
  controllers: [CommandReceiptConsumer],
  providers: [CommandReceiptRepository, CommandReceipts, CommandSources],
  exports: [CommandReceipts],
})
export class CommandsModule {}
