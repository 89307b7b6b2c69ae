import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { UnreadableCommandHandler, type UnreadableCommand } from '#lib/messaging';
import { CommandReceipts } from './command-receipts.js';

@Controller()
export class CommandReceiptConsumer {
  constructor(private readonly receipts: CommandReceipts) {}

  @UnreadableCommandHandler()
  refuse(@Payload() command: UnreadableCommand): Promise<void> {
    return this.receipts.refuse(command);
  }
}
