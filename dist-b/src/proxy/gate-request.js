import { createParamDecorator } from '@nestjs/common';
/** @throws Error when the call was not opened: a wiring fault */
export function spanOf({ span }) {
    if (span === undefined)
        throw new Error('a call at the gate without its span');
    return span;
}
/** Who calls which upstream. @throws Error when the route lacks its guard: a wiring fault */
export const Admitted = createParamDecorator((_, context) => {
    const { admission } = context.switchToHttp().getRequest();
    if (admission === undefined)
        throw new Error('gate route without its guard');
    return admission;
});
//# sourceMappingURL=gate-request.js.map