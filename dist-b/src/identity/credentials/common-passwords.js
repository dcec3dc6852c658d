/**
 * The most common passwords that are long enough to be asked about, in lower case. Shorter ones are refused for their
 * length, and one thing repeated is refused by rule.
 */
export const commonPasswords = new Set(`
  123456789012 1234567890123 12345678901234 123456789012345 1234567890123456 12345678901234567890 012345678901
  0123456789012 01234567890123456789 098765432109 987654321098 9876543210987 1234567890qwe 1234567890qw
  1234567890qwertyuiop 1234567890abc 1234567890-= 1234567890asd 123456789abc 123456789qwe 123456789asd
  123456789qwerty 12345678qwertyui 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1q2w3e4r5t6y7u8i9o
  1q2w3e4r5t6y7u8i9o0p 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1qaz2wsx3edc4rfv5tgb 1qazxsw23edc 1qazxsw23edcvfr4 !qaz2wsx#edc
  !qaz@wsx#edc zaq12wsxcde3 zaq1xsw2cde3 qazwsxedcrfv qazwsxedcrfvtgb qazwsxedc123 q1w2e3r4t5y6 q1w2e3r4t5y6u7i8
  q1w2e3r4t5y6u7i8o9p0 qwertyuiop12 qwertyuiop123 qwertyuiop1234567890 qwertyuiop[] qwertyuiop[]\\ qwertyuiopas
  qwertyuiopasdf qwertyuiopasdfgh qwertyuiopasdfghjkl qwertyuiopasdfghjklzxcvbnm qwerty123456 qwerty1234567
  qwerty12345678 qwerty123456789 qwertyasdfgh qwertyasdfzxcv qwertyqwerty1 asdfghjkl123 asdfghjklzxc asdfghjklzxcvbnm
  asdfasdfasdf1 zxcvbnm12345 zxcvbnm123456 zxcvbnmasdfghjkl poiuytrewq12 mnbvcxzlkjhg lkjhgfdsapoi qweasdzxc123
  qwe123asd456 qweasdzxcrty 123qweasdzxc 123qwe123qwe1 abcdefghijkl abcdefghijklm abcdefghijklmnop
  abcdefghijklmnopqrstuvwxyz abcdef123456 abcdefg12345 abcd12345678 abc123456789 abcde1234567 a1b2c3d4e5f6
  a1b2c3d4e5f6g7 a1b2c3d4e5f6g7h8 a123456789012 a12345678901 aa1234567890 password1234 password12345 password123456
  password1234567 password12345678 password123456789 password1234567890 password123! password1234! password!123
  password@123 password@1234 password#123 passwordpass password1password p@ssw0rd1234 p@ssw0rd123! p@ssw0rd!123
  p@ssword1234 p@ssword123! pa$$word1234 pa$$w0rd1234 passw0rd1234 passw0rd123! passw0rd1234! mypassword12
  mypassword123 mypassword1234 thisismypassword thisisapassword yourpassword newpassword1 newpassword12
  newpassword123 newpassword123! oldpassword1 thepassword1 secretpassword strongpassword securepassword goodpassword
  badpassword1 testpassword testpassword1 testpassword123 defaultpassword temppassword temporarypassword
  changepassword changemeplease changeme1234 changeme12345 changeme123! changemenow1 changeme2023 changeme2024
  changeme2025 changeme2026 letmein12345 letmein123456 letmein123456789 letmeinplease letmeinletmein welcome12345
  welcome123456 welcome1234! welcome@1234 welcometothejungle welcome2023! welcome2024! welcome2025! welcome2026!
  summer2024!! winter2024!! spring2024!! autumn2024!! administrator administrator1 administrator123 administrador
  adminadmin12 adminadmin123 admin1234567 admin12345678 admin123456789 admin@123456 admin@12345678 superadmin123
  rootrootroot1 supersecret1 supersecret123 topsecret123 correcthorsebatterystaple trustno1trustno1 iloveyou1234
  iloveyou12345 iloveyou123456 iloveyouforever iloveyousomuch iloveyoubaby iloveyou1314 iloveyou4ever iloveyoumore
  iloveyoubabe ilovemyself1 ilovemyfamily ilovemyfamily1 ilovemymother ilovejesus123 jesuslovesme jesuschrist1
  jesuschrist123 jesusislord1 godisgood123 thegodfather lordoftherings harrypotter1 harrypotter123 starwars1234
  starwars1977 startrek1234 matrix123456 pokemon12345 minecraft123 minecraft1234 liverpool123 liverpool1892
  manchester123 manchesterunited chelsea12345 arsenal12345 barcelona123 realmadrid123 juventus1234 basketball12
  basketball123 football1234 football12345 baseball1234 superman1234 superman12345 spiderman123 batman123456
  sunshine1234 sunshine12345 princess1234 princess12345 butterfly123 chocolate123 mercedesbenz michaeljordan
  michaeljackson christopher1 alexander123 alexandria12 charlotte123 elizabeth123 jonathan1234 contraseña12
  contraseña123 contrasena123 motdepasse12 motdepasse123 motdepasse1234 passwort1234 passwort12345 passwort123!
  passwort123456 meinpasswort hallohallo12 willkommen12 willkommen123 willkommen1! schalke04schalke geheim123456
  wachtwoord12 wachtwoord123 senha1234567 senha12345678 parola123456 haslo1234567 zaq12wsxzaq12wsx woaini123456
  woaini1314520 woaini5201314 5201314woaini q123456789012 qq1234567890 computer1234 computer12345 internet1234
  internet12345 samsung12345 samsung123456 microsoft123 windows12345 google123456 facebook1234 facebook12345
  linkedin1234 hello1234567 hellohello12 helloworld12 helloworld123 helloworld1! whatsoever12 unbelievable
  unknownunknown nothing12345 gatehouse123 gatehouse1234 gatehouse123! gatehousegatehouse gatehouseadmin
  gatehousepassword agent1234567 identity1234 master123456 masterpassword masterkey123 monkey123456 dragon123456
  shadow123456 killer123456 charlie12345 michael12345 jordan123456
  `
    .trim()
    .split(/\s+/));
//# sourceMappingURL=common-passwords.js.map