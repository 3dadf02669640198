import { Body, Controller, HttpCode, Post, UnprocessableEntityException } from '@nestjs/common';
import { Admin } from '../access/access.decorators.js';
import { ValidateBody } from '../http/validate-body.js';
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
      const message = result.refused;
      throw new UnprocessableEntityException({ message, errors: [{ field: 'url', message }] });
    }
    return { success: true, test_result: result, timestamp: new Date().toISOString() };
  }
}
