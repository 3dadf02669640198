import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { unprocessable } from '../../http/field-faults.js';
import { Admin } from '../../access/access.decorators.js';
import { ValidateBody } from '../../http/validate-body.js';
import { TestRequest } from './test.dto.js';
import { TestSend } from './test-send.service.js';
import { api } from './test.openapi.js';

/** Lets an operator see whether a URL can be reached and takes what it would get. */
@Controller('api/webhooks')
@Admin()
export class TestController {
  constructor(private readonly testSend: TestSend) {}

  @api.testUrl
  @Post('test')
  @HttpCode(200)
  async test(@Body(new ValidateBody(TestRequest)) { url }: TestRequest): Promise<object> {
    const result = await this.testSend.run(url);
    if ('refused' in result) {
      throw unprocessable([{ field: 'url', message: result.refused }]);
    }
    return { success: true, test_result: result, timestamp: new Date().toISOString() };
  }
}
