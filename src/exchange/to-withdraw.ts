/** Code of a registration that the SIS cancelled and that has still to be withdrawn here. */
export const TO_WITHDRAW = 'registration.to-withdraw'
